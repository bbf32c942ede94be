package nightshift.bot.action.disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.Arguments.Size;
import nightshift.engine.contract.ActionKindContract;
import nightshift.engine.diagnosis.Target;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What every action promises, kept by cutting logs with each sort of quarantine. */
abstract class LogsContract extends ActionKindContract<TruncateLogs.Args> {

  static final int LARGE = 50_000;

  Pool pool;
  Path live;

  abstract Pool pool() throws Exception;

  @BeforeEach
  void fill() throws Exception {
    pool = pool();
    live = text("app.log", LARGE);
    text("other.err", LARGE);
    text("small.log", 100);
    pool.add("app.log.1", 3000, Duration.ofHours(1));
    pool.add("app.log-20261101.gz", 2000, Duration.ofDays(20));
    pool.add("wtmp", LARGE, Duration.ofHours(1));
    Files.createSymbolicLink(pool.old.resolve("link.log"), Path.of("/etc/hostname"));
  }

  Path text(String name, int bytes) throws IOException {
    byte[] lines = "a line of a log\n".repeat(bytes / 16 + 1).getBytes(StandardCharsets.US_ASCII);
    return Files.write(pool.old.resolve(name), java.util.Arrays.copyOf(lines, bytes));
  }

  @AfterEach
  void empty() throws Exception {
    if (pool != null) {
      pool.close();
    }
  }

  @Override
  protected ActionKind<TruncateLogs.Args> kind() {
    return pool == null
        ? new TruncateLogs(
            List.of(),
            Map.of(),
            new Quarantine(java.util.Optional.empty(), Duration.ofDays(1)),
            InstantSource.fixed(Pool.NOW))
        : new TruncateLogs(
            List.of(pool.old),
            Map.of(pool.pool, 1L << 20),
            pool.keeper(),
            InstantSource.fixed(Pool.NOW));
  }

  @Override
  protected TruncateLogs.Args arguments() {
    return new TruncateLogs.Args(
        List.of(pool == null ? "/srv" : pool.old.toString()), new Size(10_000));
  }

  @Override
  protected boolean replacementIsDrift() {
    return false;
  }

  ActionContext approved() throws Exception {
    return pool.context(kind().preview(arguments(), pool.context(List.of())).objects());
  }

  /** Every name with its content. */
  String contents() throws IOException {
    TreeSet<String> lines = new TreeSet<>();
    try (Stream<Path> all = Files.walk(pool.old)) {
      for (Path p : all.filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS)).toList()) {
        lines.add(p + " " + java.util.Arrays.hashCode(Files.readAllBytes(p)) + " " + Files.size(p));
      }
    }
    return String.join("\n", lines);
  }

  @Override
  protected World world() {
    return new World() {
      @Override
      public Target target() {
        return pool.target();
      }

      @Override
      public String state() throws Exception {
        return contents();
      }

      @Override
      public String bystanders() throws Exception {
        return contents().lines().filter(l -> l.contains("small") || l.contains("wtmp")).toList()
            + Files.readSymbolicLink(pool.old.resolve("link.log")).toString();
      }

      @Override
      public void replace() throws Exception {
        for (String name : List.of("app.log", "other.err")) {
          Files.move(
              text("fresh", LARGE + 100),
              pool.old.resolve(name),
              java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        pool.add("app.log.1", 10, Duration.ofHours(1));
        pool.add("app.log-20261101.gz", 10, Duration.ofDays(20));
      }

      @Override
      public void close() {}
    };
  }
}
