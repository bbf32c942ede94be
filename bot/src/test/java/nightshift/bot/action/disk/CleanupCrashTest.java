package nightshift.bot.action.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nightshift.engine.action.ActionContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A process that dies anywhere between the first and the last file, in a JVM of its own. */
class CleanupCrashTest {

  private static final int DIED = 77;

  private Pool pool;

  /** What dies: is started in a JVM of its own with the pool's folders and the last step. */
  static final class Dying {
    public static void main(String[] args) throws Exception {
      Pool pool = Pool.existing(Path.of(args[0]), Path.of(args[1]));
      Checkpoint death =
          step -> {
            if (step.equals(args[2])) {
              Runtime.getRuntime().halt(DIED);
            }
          };
      Path objects = Path.of(args[3]);
      ActionContext ctx = pool.context(Files.readAllLines(objects));
      if (args.length > 4) {
        pool.kind(death).undo(pool.args(), Files.readString(Path.of(args[4])), ctx);
      } else {
        pool.kind(death).run(pool.args(), ctx);
      }
    }
  }

  static Stream<List<String>> deaths() {
    Stream<List<String>> copying =
        Stream.of("copying 2", "copied 2", "shelved 2", "shelved 3", "moved 1", "moved 3")
            .map(s -> List.of("copying", s, ""));
    Stream<List<String>> renaming =
        Stream.of("renaming 1", "renaming 3", "moved 2").map(s -> List.of("renaming", s, ""));
    Stream<List<String>> undoing =
        Stream.of("copying", "renaming")
            .flatMap(sort ->
                Stream.of("arrived 2", "named 2", "named 3", "returned 1")
                    .map(s -> List.of(sort, "", s)));
    return Stream.of(copying, renaming, undoing).flatMap(s -> s);
  }

  @ParameterizedTest
  @MethodSource("deaths")
  void after_undo_every_byte_mode_and_time_is_back(List<String> death) throws Exception {
    Optional<Pool> made =
        death.getFirst().equals("copying") ? Pool.copying() : Optional.of(Pool.renaming());
    assumeTrue(made.isPresent(), "needs a second file system: /dev/shm");
    pool = made.get();
    // All in one folder, so that they go through in one round.
    pool.add("a", 3000, Duration.ofDays(30));
    pool.add("b", 700_000, Duration.ofDays(30));
    pool.add("c", 0, Duration.ofDays(30));
    String before = pool.state();
    ActionContext ctx = pool.approved();
    String captured = pool.kind().capture(pool.args(), ctx);

    if (death.get(2).isEmpty()) {
      assertThat(child(ctx, death.get(1), Optional.empty())).isEqualTo(DIED);
    } else {
      pool.kind().run(pool.args(), ctx);
      assertThat(child(ctx, death.get(2), Optional.of(captured))).isEqualTo(DIED);
    }

    assertThat(pool.kind().undo(pool.args(), captured, ctx).ok()).isTrue();
    assertThat(pool.state()).isEqualTo(before);
    assertThat(Pool.state(pool.quarantine.orElseThrow())).doesNotContain("/files/");
  }

  private int child(ActionContext ctx, String step, Optional<String> captured) throws Exception {
    Path objects = Files.write(pool.home.resolve("objects"), ctx.objects());
    Stream<String> argv =
        Stream.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Dying.class.getName(),
            pool.home.toString(),
            pool.quarantine.orElseThrow().toString(),
            step,
            objects.toString());
    if (captured.isPresent()) {
      Path file = Files.writeString(pool.home.resolve("captured"), captured.get());
      argv = Stream.concat(argv, Stream.of(file.toString()));
    }
    return new ProcessBuilder(argv.toList()).inheritIO().start().waitFor();
  }

  @AfterEach
  void remove() throws Exception {
    if (pool != null) {
      pool.close();
    }
  }
}
