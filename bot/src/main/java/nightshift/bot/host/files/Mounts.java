package nightshift.bot.host.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is mounted where, as the kernel says in {@code /proc/self/mountinfo}.
 *
 * @param all in the kernel's order: of two at one place the later one is seen
 */
public record Mounts(List<Mount> all) {

  /**
   * One mounted file system.
   *
   * @param point where
   * @param type {@code ext4}, {@code zfs}
   * @param source the device, or the pool and data set
   */
  public record Mount(Path point, String type, String source) {

    /** Whether both draw on the same disk or pool, so that moving between them frees nothing. */
    public boolean sharesSpaceWith(Mount other) {
      if (!type.equals(other.type)) {
        return false;
      }
      if (type.equals("zfs")) {
        return pool(source).equals(pool(other.source));
      }
      // Names such as "tmpfs" or "overlay" say nothing; the caller compares device numbers too.
      return source.startsWith("/") && source.equals(other.source);
    }

    private static String pool(String dataset) {
      return dataset.split("/", 2)[0];
    }
  }

  public Mounts {
    all = List.copyOf(all);
  }

  /** Reads them. */
  public static Mounts now() throws IOException {
    return parse(Files.readString(Path.of("/proc/self/mountinfo"), StandardCharsets.ISO_8859_1));
  }

  static Mounts parse(String mountinfo) {
    List<Mount> all = new ArrayList<>();
    for (String line : mountinfo.split("\n")) {
      String[] halves = line.split(" - ", 2);
      String[] left = halves[0].split(" ");
      if (halves.length == 2 && left.length > 4) {
        String[] right = halves[1].split(" ");
        all.add(
            new Mount(RawPath.ofBytes(octal(left[4])), right[0], right.length > 1 ? right[1] : ""));
      }
    }
    return new Mounts(all);
  }

  /** Whether something is mounted exactly here. */
  public boolean isPoint(Path path) {
    return all.stream().anyMatch(m -> m.point().equals(path));
  }

  /** The mount that holds this absolute path. */
  public Optional<Mount> holding(Path path) {
    Mount best = null;
    for (Mount m : all) {
      if (path.startsWith(m.point())
          && (best == null || m.point().getNameCount() >= best.point().getNameCount())) {
        best = m;
      }
    }
    return Optional.ofNullable(best);
  }

  private static String octal(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\\' && i + 3 < text.length()) {
        out.append((char) Integer.parseInt(text.substring(i + 1, i + 4), 8));
        i += 3;
      } else {
        out.append(text.charAt(i));
      }
    }
    return out.toString();
  }
}
