package nightshift.bot.action.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import nightshift.bot.host.Command;
import nightshift.bot.host.Commands;
import nightshift.bot.host.Machine;
import nightshift.bot.host.Machines;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Arguments;
import nightshift.engine.action.Arguments.Size;
import nightshift.engine.action.BadArguments;
import nightshift.engine.action.Preview;
import nightshift.engine.contract.ActionKindContract;
import nightshift.engine.diagnosis.Target;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the real find, rm and journalctl, on files that are named as journald names them. */
class VacuumJournalTest extends ActionKindContract<VacuumJournal.Args> {

  private static final String ID = "a".repeat(32);
  private static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00Z");
  private static final int MIB = 1 << 20;

  @TempDir Path dir;

  @BeforeEach
  void fill() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/journalctl")), "there is no journalctl");
    for (int i = 0; i < 5; i++) {
      write(archived(i), 4 * MIB);
    }
    write(folder().resolve("system.journal"), 4 * MIB);
  }

  private Path folder() {
    return dir.resolve("machine");
  }

  /** One that begins {@code day} days after the first. */
  private Path archived(int day) {
    long micros = BEGIN.plus(Duration.ofDays(day)).getEpochSecond() * 1_000_000;
    return folder()
        .resolve(
            String.format(Locale.ROOT, "system@%s-%016x-%016x.journal", ID, 1 + day * 100, micros));
  }

  private static void write(Path file, int bytes) throws IOException {
    Files.createDirectories(file.getParent());
    byte[] content = new byte[bytes];
    java.util.Arrays.fill(content, (byte) 7);
    Files.write(file, content);
  }

  @Override
  protected ActionKind<VacuumJournal.Args> kind() {
    return kind(new Commands());
  }

  private VacuumJournal kind(Machine machine) {
    return new VacuumJournal(
        new Machines(machine, Map.of()), List.of(dir.toString(), dir.resolve("none").toString()));
  }

  @Override
  protected VacuumJournal.Args arguments() {
    return new VacuumJournal.Args(Optional.of(new Size(16L * MIB + 4096)), Optional.empty());
  }

  @Override
  protected boolean replacementIsDrift() {
    return false;
  }

  private String names() throws IOException {
    TreeSet<String> names = new TreeSet<>();
    try (Stream<Path> all = Files.list(folder())) {
      for (Path p : all.toList()) {
        names.add(p.getFileName() + " " + Files.getAttribute(p, "unix:ino"));
      }
    }
    return String.join("\n", names);
  }

  @Override
  protected World world() {
    return new World() {
      @Override
      public Target target() {
        return new Target("disk", "/var/log");
      }

      @Override
      public String state() throws Exception {
        return names();
      }

      @Override
      public String bystanders() throws Exception {
        return names().lines().filter(l -> l.startsWith("system.journal")).toList().toString();
      }

      @Override
      public void replace() throws Exception {
        for (int i = 0; i < 2; i++) {
          Path other = folder().resolve("other");
          write(other, 4 * MIB);
          Files.move(other, archived(i), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
      }

      @Override
      public void close() {}
    };
  }

  @Test
  void the_oldest_go_until_the_rest_is_small_enough_and_the_one_in_use_counts_and_stays()
      throws Exception {
    try (World world = world()) {
      Preview preview = kind().preview(arguments(), asked(world));
      assertThat(preview.sentence()).startsWith("remove 2 of 6 journal files (8.0 MiB) for good");
      assertThat(preview.details().getFirst()).startsWith("journalctl counts ");

      ActionResult result = kind().run(arguments(), approved(world));

      assertThat(result.summary()).isEqualTo("removed 2 of 2 journal files, 8.0 MiB");
      assertThat(archived(0)).doesNotExist();
      assertThat(archived(1)).doesNotExist();
      assertThat(archived(2)).exists();
      assertThat(folder().resolve("system.journal")).exists();
    }
  }

  @Test
  void by_age_the_time_of_the_first_entry_counts() throws Exception {
    VacuumJournal.Args args =
        new VacuumJournal.Args(Optional.empty(), Optional.of(Duration.ofDays(20)));
    ActionContext ctx =
        new ActionContext(
            new Target("disk", "/var/log"),
            "7-1",
            List.of(),
            BEGIN.plus(Duration.ofDays(22)),
            Duration.ofMinutes(1));

    assertThat(kind().preview(args, ctx).objects())
        .hasSize(2)
        .allMatch(o -> o.endsWith(archived(0).toString()) || o.endsWith(archived(1).toString()));
  }

  @Test
  void one_that_was_archived_later_is_left_alone() throws Exception {
    try (World world = world()) {
      ActionContext ctx = approved(world);
      write(archived(9), 4 * MIB);

      kind().run(arguments(), ctx);

      assertThat(archived(9)).exists();
      assertThat(archived(2)).exists();
    }
  }

  @Test
  void a_file_elsewhere_or_one_in_use_is_not_removed_whoever_approved_it() throws Exception {
    for (Path path : List.of(Path.of("/etc/passwd"), folder().resolve("system.journal"))) {
      ActionContext ctx =
          new ActionContext(
              new Target("disk", "/var/log"),
              "7-1",
              List.of("journal 1 4096 " + path),
              BEGIN,
              Duration.ofMinutes(1));
      assertThatExceptionOfType(ActionException.class)
          .isThrownBy(() -> kind().run(arguments(), ctx))
          .withMessageContaining("is no archived journal");
      assertThat(path).exists();
    }
    String elsewhere = "/srv/" + archived(0).getFileName();
    assertThatExceptionOfType(ActionException.class)
        .isThrownBy(() ->
            kind()
                .run(
                    arguments(),
                    new ActionContext(
                        new Target("disk", "/var/log"),
                        "7-1",
                        List.of("journal 1 4096 " + elsewhere),
                        BEGIN,
                        Duration.ofMinutes(1))))
        .withMessageContaining("is not where journals are kept");
  }

  @Test
  void without_journalctl_the_sentence_says_so_and_nothing_is_touched() throws Exception {
    Machine bare =
        new Machine() {
          @Override
          public String name() {
            return "nas";
          }

          @Override
          public Command.Ending run(Command command) {
            return new Command.Ending(
                true, false, 127, "env: 'journalctl': No such file or directory", Duration.ZERO);
          }
        };
    try (World world = world()) {
      String before = world.state();
      assertThatExceptionOfType(ActionException.class)
          .isThrownBy(() -> kind(bare).preview(arguments(), asked(world)))
          .withMessageContaining("there is no program \"journalctl\" on nas")
          .matches(e -> e.effect() == ActionException.Effect.NONE);
      assertThat(world.state()).isEqualTo(before);
    }
  }

  @Test
  void a_size_or_an_age_is_given_and_not_both() {
    for (Map<String, Object> wrong :
        List.<Map<String, Object>>of(
            Map.of(),
            Map.of("size", "1GiB", "older_than", "7d"),
            Map.of("size", "1MiB"),
            Map.of("older_than", "1m"))) {
      assertThatExceptionOfType(BadArguments.class)
          .as("%s", wrong)
          .isThrownBy(() -> Arguments.bind(VacuumJournal.Args.class, wrong));
    }
  }
}
