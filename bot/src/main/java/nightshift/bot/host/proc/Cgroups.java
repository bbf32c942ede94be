package nightshift.bot.host.proc;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The control groups of this machine, of both versions. Version 2 has one tree, version 1 one per
 * controller; a machine can have both (cgroups(7)).
 */
public final class Cgroups {

  private static final Path ROOT = Path.of("/sys/fs/cgroup");
  // Version 1 writes "no limit" as a number near the largest one.
  private static final long NO_LIMIT = 1L << 60;

  private final ProcFs proc;
  private final Path root;

  /** This machine's. */
  public Cgroups(ProcFs proc) {
    this(proc, ROOT);
  }

  /**
   * @param root where the trees are mounted, for recorded ones
   */
  public Cgroups(ProcFs proc, Path root) {
    this.proc = proc;
    this.root = root;
  }

  /**
   * What the group of a process uses.
   *
   * @param memory bytes in use, file cache included; empty when it cannot be read
   * @param limit most bytes; empty for none
   * @param throttled how many times it had to wait because its share of processor time was used up
   */
  public record Group(OptionalLong memory, OptionalLong limit, OptionalLong throttled) {}

  /** The group that a process is in. */
  public Group of(int pid) {
    String lines =
        ProcFs.text(proc.root().resolve(String.valueOf(pid)).resolve("cgroup")).orElse("");
    return new Group(
        number(lines, "memory", "memory.current", "memory.usage_in_bytes"),
        limit(number(lines, "memory", "memory.max", "memory.limit_in_bytes")),
        throttled(lines));
  }

  private static OptionalLong limit(OptionalLong read) {
    return read.isPresent() && read.getAsLong() < NO_LIMIT ? read : OptionalLong.empty();
  }

  private OptionalLong number(String lines, String controller, String second, String first) {
    for (Path file : candidates(lines, controller, second, first)) {
      Optional<String> text = ProcFs.text(file).map(String::strip);
      if (text.isPresent() && text.get().matches("\\d{1,18}")) {
        return OptionalLong.of(Long.parseLong(text.get()));
      }
    }
    return OptionalLong.empty();
  }

  private OptionalLong throttled(String lines) {
    for (Path file : candidates(lines, "cpu", "cpu.stat", "cpu.stat")) {
      Optional<Long> read =
          ProcFs.text(file)
              .flatMap(t -> t.lines().filter(l -> l.matches("nr_throttled \\d{1,18}")).findFirst())
              .map(l -> Long.parseLong(l.substring("nr_throttled ".length())));
      if (read.isPresent()) {
        return OptionalLong.of(read.get());
      }
    }
    return OptionalLong.empty();
  }

  /** Where the figure may stand: in the controller's own tree, or in the unified one. */
  private List<Path> candidates(String lines, String controller, String second, String first) {
    Optional<String> own =
        lines
            .lines()
            .map(l -> l.split(":", 3))
            .filter(f -> f.length == 3 && List.of(f[1].split(",")).contains(controller))
            .map(f -> f[2])
            .findFirst();
    Optional<String> unified =
        lines.lines().filter(l -> l.startsWith("0::")).map(l -> l.substring(3)).findFirst();
    return java.util.stream.Stream.of(
            own.map(path -> under(root.resolve(controller), path).resolve(first)),
            unified.map(path -> under(root, path).resolve(second)),
            unified.map(path -> under(root.resolve("unified"), path).resolve(second)))
        .flatMap(Optional::stream)
        .filter(Files::isRegularFile)
        .toList();
  }

  private static Path under(Path tree, String path) {
    Path inside = tree.resolve(path.substring(Math.min(1, path.length()))).normalize();
    return inside.startsWith(tree) ? inside : tree;
  }
}
