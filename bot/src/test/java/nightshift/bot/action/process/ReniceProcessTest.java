package nightshift.bot.action.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.bot.host.Commands;
import nightshift.bot.host.proc.ProcessFacts;
import nightshift.bot.host.proc.Threads;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.Arguments;
import nightshift.engine.action.BadArguments;
import nightshift.engine.action.Preview;
import nightshift.engine.contract.ActionKindContract;
import nightshift.engine.contract.Await;
import nightshift.engine.diagnosis.Target;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReniceProcessTest extends ActionKindContract<Renicing> {

  @TempDir private Path dir;
  private Patients patients;
  private String program;

  @BeforeEach
  void prepare() throws Exception {
    patients = new Patients(dir);
    program = patients.sleeper("patient").toString();
  }

  @Override
  protected ActionKind<Renicing> kind() {
    return kind(List.of(program));
  }

  private ActionKind<Renicing> kind(List<String> allow) {
    return new ReniceProcess(patients.door(allow), patients.renice());
  }

  @Override
  protected Renicing arguments() {
    return new Renicing(Optional.of(17), Optional.empty(), Optional.empty());
  }

  @Override
  protected World world() throws Exception {
    return new ProcessWorld(dir);
  }

  @Test
  void the_card_and_the_manifest_say_each_process_with_its_old_and_new_value() throws Exception {
    try (World world = world()) {
      Preview preview = kind().preview(arguments(), asked(world));

      assertThat(preview.objects())
          .hasSize(2)
          .allMatch(o -> o.matches("process \\d+ start \\d+ listed nice \\d+ -> 17 /\\S+/patient"));
      assertThat(preview.sentence()).contains("nice 17").contains("/patient");
    }
  }

  @Test
  void every_thread_of_a_program_is_reniced_and_put_back() throws Exception {
    Path java = aJavaOfItsOwn();
    try (Patients own = patients) {
      Process many =
          own.start(
              List.of(
                  java.toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Sleeper.class.getName()));
      ProcessFacts p = own.facts(many);
      Await.until(Duration.ofSeconds(20), () -> threads(own, p).size() > 5);
      ActionKind<Renicing> kind = kind(List.of(java.toString()));
      ActionContext ctx = approved(kind, new Target("process", java.toString()));
      String captured = kind.capture(arguments(), ctx);

      assertThat(kind.run(arguments(), ctx).ok()).isTrue();
      assertThat(threads(own, p).values()).containsOnly(17);

      kind.undo(arguments(), captured, ctx);
      assertThat(threads(own, p).values()).containsOnly(p.nice());
    }
  }

  private static Map<Integer, Integer> threads(Patients own, ProcessFacts p) {
    return Threads.nice(own.proc, p.id());
  }

  /** A program with many threads. */
  static final class Sleeper {
    public static void main(String[] args) throws Exception {
      System.in.read();
      Thread.currentThread().join(60_000);
    }
  }

  // The machine's own java is the program of others, too: this one is ours alone.
  private Path aJavaOfItsOwn() throws Exception {
    Path home = Path.of(System.getProperty("java.home"));
    Path bin = Files.createDirectories(dir.toRealPath().resolve("jdk/bin"));
    Files.createSymbolicLink(bin.resolveSibling("lib"), home.resolve("lib"));
    Files.createSymbolicLink(bin.resolveSibling("conf"), home.resolve("conf"));
    return Files.copy(
        home.resolve("bin/java").toRealPath(),
        bin.resolve("java"),
        java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
  }

  @Test
  void a_value_that_somebody_else_set_since_is_drift_and_is_left() throws Exception {
    try (Patients own = patients) {
      Process p = own.sleeping(Path.of(program));
      ActionContext ctx = approved(kind(), new Target("process", program));
      own.renice().set(14, List.of((int) p.pid()));

      assertThat(kind().drift(arguments(), ctx)).get().asString().contains("is 14 now");
      assertThatExceptionOfType(ActionException.class)
          .isThrownBy(() -> kind().run(arguments(), ctx))
          .matches(e -> e.effect() == ActionException.Effect.NONE);
      assertThat(own.facts(p).nice()).isEqualTo(14);
    }
  }

  @Test
  void undo_leaves_a_third_value_alone() throws Exception {
    try (Patients own = patients) {
      Process p = own.sleeping(Path.of(program));
      ActionContext ctx = approved(kind(), new Target("process", program));
      String captured = kind().capture(arguments(), ctx);
      kind().run(arguments(), ctx);
      own.renice().set(18, List.of((int) p.pid()));

      kind().undo(arguments(), captured, ctx);

      assertThat(own.facts(p).nice()).isEqualTo(18);
    }
  }

  @Test
  void a_program_that_is_not_listed_is_refused_and_not_touched() throws Exception {
    try (Patients own = patients) {
      Process p = own.sleeping(Path.of(program));
      int before = own.facts(p).nice();
      Target target = new Target("process", program);
      ActionContext ctx = approved(kind(), target);
      for (List<String> allow :
          List.of(List.<String>of(), List.of(program + "2"), List.of(dir + ""))) {
        ActionKind<Renicing> strict = kind(allow);
        assertThatExceptionOfType(ActionException.class)
            .isThrownBy(() -> strict.preview(arguments(), asked(target)))
            .withMessageContaining("is not listed under processes.allow");
        assertThatExceptionOfType(ActionException.class)
            .isThrownBy(() -> strict.run(arguments(), ctx))
            .matches(e -> e.effect() == ActionException.Effect.NONE);
      }
      assertThat(own.facts(p).nice()).isEqualTo(before);
    }
  }

  @Test
  void on_the_host_it_takes_the_listed_program_that_uses_most_and_no_other() throws Exception {
    try (Patients own = patients) {
      Path burner = own.shell("burner");
      Process hot = own.burning(burner);
      own.sleeping(Path.of(program));
      ActionKind<Renicing> kind = kind(List.of(burner.toString(), program));
      Renicing above = new Renicing(Optional.of(17), Optional.empty(), Optional.of(0.0));
      own.until(
          new ProcessCpu(own.looks(), InstantSource.system()),
          new Target("process", burner.toString()),
          r -> r.value() > 0);

      Preview preview = hungry(kind, above);

      assertThat(preview.objects()).singleElement().asString().contains("process " + hot.pid());
    }
  }

  // On a busy machine a process can get nothing at all during one short look.
  private Preview hungry(ActionKind<Renicing> kind, Renicing args) throws Exception {
    for (int look = 0; look < 50; look++) {
      try {
        return kind.preview(args, asked(new Target("host", "local")));
      } catch (ActionException e) {
        assertThat(e).hasMessageContaining("uses more than");
      }
    }
    throw new AssertionError("the burning process never used the processor");
  }

  @Test
  void without_the_program_renice_the_plan_is_blocked_with_its_name() throws Exception {
    try (Patients own = patients) {
      own.sleeping(Path.of(program));
      ActionKind<Renicing> without =
          new ReniceProcess(
              own.door(List.of(program)), new Renice(new Commands(), Optional.empty()));
      assertThatExceptionOfType(ActionException.class)
          .isThrownBy(() -> without.preview(arguments(), asked(new Target("process", program))))
          .withMessageContaining("needs the program renice")
          .matches(e -> e.effect() == ActionException.Effect.NONE);
    }
  }

  @Test
  void another_machine_is_said_to_be_out_of_sight() {
    assertThatExceptionOfType(ActionException.class)
        .isThrownBy(
            () -> kind().preview(arguments(), asked(new Target("process", "//nas/usr/bin/x"))))
        .withMessageContaining("on another machine");
  }

  @Test
  void a_program_is_never_made_to_go_first() {
    for (Map<String, Object> wrong :
        List.<Map<String, Object>>of(Map.of("nice", 0), Map.of("nice", -5), Map.of("nice", 20))) {
      assertThatExceptionOfType(BadArguments.class)
          .isThrownBy(() -> Arguments.bind(Renicing.class, wrong))
          .withMessageContaining("between 1 and 19");
    }
  }

  @Test
  void going_back_needs_a_capability_that_ordinary_users_lack() {
    assertThat(Renice.mayGoBack("Name:\tx\nCapEff:\t0000000000000000\n")).isFalse();
    assertThat(Renice.mayGoBack("Name:\tx\nCapEff:\t0000000000800000\n")).isTrue();
  }

  private ActionContext asked(Target target) {
    return Contexts.asked(kind(), arguments(), target);
  }

  private ActionContext approved(ActionKind<Renicing> kind, Target target) throws Exception {
    List<String> objects = kind.preview(arguments(), asked(target)).objects();
    return new ActionContext(target, "7-1", objects, Instant.EPOCH, kind.timeout(arguments()));
  }
}
