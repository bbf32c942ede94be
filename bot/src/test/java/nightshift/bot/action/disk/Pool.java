package nightshift.bot.action.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import nightshift.bot.host.files.FileStat;
import nightshift.bot.host.files.RawPath;
import nightshift.engine.action.ActionContext;
import nightshift.engine.diagnosis.Target;

/** A small disk for tests: a folder with a quota, old and young files in it, and a quarantine. */
final class Pool implements AutoCloseable {

  static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");

  final Path home;
  final Path pool;
  final Path old;
  Optional<Path> quarantine;

  private Pool(Path home, Path pool, Optional<Path> quarantine) throws IOException {
    this.home = home;
    this.pool = pool;
    this.old = Files.createDirectories(pool.resolve("tmp"));
    this.quarantine = quarantine;
  }

  /** The quarantine is beside the pool: moving is renaming. */
  static Pool renaming() throws IOException {
    Path home = Files.createTempDirectory("nightshift-pool").toRealPath();
    return new Pool(
        home, Files.createDirectory(home.resolve("pool")), Optional.of(home.resolve("q")));
  }

  /** The quarantine is on another file system: moving is copying; empty where there is none. */
  static Optional<Pool> copying() throws IOException {
    Path memory = Path.of("/dev/shm");
    if (!Files.isWritable(memory)) {
      return Optional.empty();
    }
    Path home = Files.createTempDirectory("nightshift-pool").toRealPath();
    Path other = Files.createTempDirectory(memory, "nightshift-q");
    if (FileStat.of(home).identity().device() == FileStat.of(other).identity().device()) {
      return Optional.empty();
    }
    return Optional.of(
        new Pool(
            home, Files.createDirectory(home.resolve("pool")), Optional.of(other.resolve("q"))));
  }

  /** One that another process made. */
  static Pool existing(Path home, Path quarantine) throws IOException {
    return new Pool(home, home.resolve("pool"), Optional.of(quarantine));
  }

  /** There is no quarantine. */
  static Pool deleting() throws IOException {
    Pool pool = renaming();
    pool.quarantine = Optional.empty();
    return pool;
  }

  Path add(String name, int bytes, Duration age) throws IOException {
    return add(old.resolve(name), bytes, age);
  }

  Path add(Path file, int bytes, Duration age) throws IOException {
    Files.createDirectories(file.getParent());
    byte[] content = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      content[i] = (byte) (i * 31 + bytes);
    }
    Files.write(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    Files.setLastModifiedTime(file, FileTime.from(NOW.minus(age).plusNanos(123_456_789)));
    return file;
  }

  /** Three old files, one young one, and a link. */
  Pool filled() throws IOException {
    add("a.log", 3000, Duration.ofDays(30));
    add("deep/er/b $(id).log", 70_000, Duration.ofDays(8));
    add("deep/-rf\nc", 0, Duration.ofDays(9));
    add("young.log", 500, Duration.ofDays(1));
    Files.createSymbolicLink(old.resolve("link"), Path.of("/etc/hostname"));
    return this;
  }

  Target target() {
    return new Target("disk", pool.toString());
  }

  TempCleanup kind() {
    return kind(Checkpoint.NONE);
  }

  TempCleanup kind(Checkpoint checkpoint) {
    return new TempCleanup(
        new Roots(List.of(old)),
        Map.of(pool, 1L << 20),
        keeper(),
        InstantSource.fixed(NOW),
        checkpoint);
  }

  Quarantine keeper() {
    return new Quarantine(quarantine, Duration.ofDays(7));
  }

  TempCleanup.Args args() {
    return new TempCleanup.Args(List.of(old.toString()), Duration.ofDays(7), Optional.empty());
  }

  ActionContext context(List<String> objects) {
    return context(objects, NOW);
  }

  ActionContext context(List<String> objects, Instant now) {
    return new ActionContext(target(), "142-1", objects, now, Duration.ofMinutes(1));
  }

  ActionContext approved() throws Exception {
    return context(kind().preview(args(), context(List.of())).objects());
  }

  /** Every file below, with bytes, mode, owner and times; equal exactly when nothing changed. */
  static String state(Path below) throws IOException {
    TreeSet<String> lines = new TreeSet<>();
    try (Stream<Path> all = Files.walk(below)) {
      for (Path p : all.filter(f -> !Files.isDirectory(f, LinkOption.NOFOLLOW_LINKS)).toList()) {
        boolean link = Files.isSymbolicLink(p);
        lines.add(
            RawPath.escaped(p)
                + " "
                + (link ? Files.readSymbolicLink(p) : Arrays.hashCode(Files.readAllBytes(p)))
                + " "
                + Files.readAttributes(
                    p, "unix:mode,uid,gid,lastModifiedTime,nlink", LinkOption.NOFOLLOW_LINKS));
      }
    }
    return String.join("\n", lines);
  }

  String state() throws IOException {
    return state(pool);
  }

  @Override
  public void close() throws IOException {
    remove(home);
    if (quarantine.isPresent()) {
      remove(quarantine.get());
      if (!quarantine.get().startsWith(home)) {
        Files.deleteIfExists(quarantine.get().getParent());
      }
    }
  }

  static void remove(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path p : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(p);
      }
    }
  }
}
