package nightshift.bot.action.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nightshift.bot.host.proc.ProcFs;
import nightshift.bot.host.proc.ProcessFacts;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Preview;
import nightshift.engine.action.Risk;
import nightshift.engine.contract.ActionKindContract;
import nightshift.engine.diagnosis.Target;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StopProcessTest extends ActionKindContract<Stopping> {

  private static final Target SECURITY = new Target("security", "local");

  @TempDir private Path dir;
  private Patients patients;
  private String program;

  @BeforeEach
  void prepare() throws Exception {
    patients = new Patients(dir);
    program = patients.sleeper("patient").toString();
  }

  @Override
  protected ActionKind<Stopping> kind() {
    return kind(List.of(program));
  }

  private ActionKind<Stopping> kind(List<String> allow) {
    return new StopProcess(patients.door(allow), Thread::sleep);
  }

  @Override
  protected Stopping arguments() {
    return new Stopping(Optional.of(Duration.ofSeconds(2)), Optional.empty());
  }

  @Override
  protected World world() throws Exception {
    return new ProcessWorld(dir);
  }

  @Test
  void it_is_critical_and_cannot_be_taken_back() throws Exception {
    try (World world = world()) {
      Preview preview = kind().preview(arguments(), asked(world));
      assertThat(preview.risk()).isEqualTo(Risk.CRITICAL);
      assertThat(preview.reversal().possible()).isFalse();
    }
  }

  @Test
  void killing_by_the_word_miner_cannot_hit_determiner() throws Exception {
    try (Patients own = patients) {
      Process determiner = own.burning(own.shell("determiner"));
      Process named = own.sleeping(own.sleeper("xmrig"));

      for (Process p : List.of(determiner, named)) {
        Stopping it = new Stopping(Optional.empty(), Optional.of(own.facts(p).id().executable()));
        assertThatExceptionOfType(ActionException.class)
            .isThrownBy(() -> kind(List.of()).preview(it, asked(SECURITY)))
            .withMessageContaining("is not listed");
      }

      assertThat(determiner.isAlive()).isTrue();
      assertThat(named.isAlive()).as("a name alone is no evidence").isTrue();
    }
  }

  @Test
  void a_process_that_took_the_number_since_the_approval_is_not_hit() throws Exception {
    try (Patients own = patients) {
      Process p = own.sleeping(Path.of(program));
      ProcessFacts now = own.facts(p);
      ApprovedProcess real = ApprovedProcess.of(now, false);
      List<ApprovedProcess> others =
          List.of(
              new ApprovedProcess(real.pid(), real.start() + 1, false, Optional.empty(), program),
              new ApprovedProcess(
                  real.pid(), real.start(), false, Optional.empty(), program + "2"));
      for (ApprovedProcess other : others) {
        ActionContext ctx = with(List.of(other.line()), new Target("process", program));
        assertThatExceptionOfType(ActionException.class)
            .isThrownBy(() -> kind(List.of(program, program + "2")).run(arguments(), ctx))
            .matches(e -> e.effect() == Effect.NONE);
      }
      assertThat(p.isAlive()).isTrue();
    }
  }

  @Test
  void one_that_does_not_end_when_asked_is_killed_and_that_is_said() throws Exception {
    try (Patients own = patients) {
      Path shell = own.shell("stubborn");
      Process p = own.stubborn(shell);
      ActionKind<Stopping> kind = kind(List.of(shell.toString()));
      Stopping args = new Stopping(Optional.of(Duration.ofMillis(300)), Optional.empty());
      ActionContext ctx = Contexts.approved(kind, args, new Target("process", shell.toString()));

      ActionResult result = kind.run(args, ctx);

      assertThat(result.ok()).isTrue();
      assertThat(result.summary()).contains("stopped 1 of 1").contains("and was killed");
      assertThat(p.waitFor()).isEqualTo(128 + 9);
    }
  }

  @Test
  void one_that_ends_when_asked_is_not_killed() throws Exception {
    try (Patients own = patients) {
      Process p = own.sleeping(Path.of(program));
      ActionContext ctx = Contexts.approved(kind(), arguments(), new Target("process", program));
      assertThat(kind().run(arguments(), ctx).summary()).isEqualTo("stopped 1 of 1");
      assertThat(p.waitFor()).isEqualTo(128 + 15);
    }
  }

  @Test
  void a_program_that_is_not_listed_is_refused_and_lives_on() throws Exception {
    try (Patients own = patients) {
      Process p = own.sleeping(Path.of(program));
      Target target = new Target("process", program);
      ActionContext ctx = Contexts.approved(kind(), arguments(), target);
      for (List<String> allow : List.of(List.<String>of(), List.of("/usr/bin/patient"))) {
        ActionKind<Stopping> strict = kind(allow);
        assertThatExceptionOfType(ActionException.class)
            .isThrownBy(() -> strict.preview(arguments(), asked(target)))
            .withMessageContaining("is not listed under processes.allow");
        assertThatExceptionOfType(ActionException.class)
            .isThrownBy(() -> strict.run(arguments(), ctx))
            .matches(e -> e.effect() == Effect.NONE);
      }
      assertThat(p.isAlive()).isTrue();
    }
  }

  @Test
  void nightshift_itself_and_the_first_process_are_never_touched_even_if_listed() throws Exception {
    ProcFs proc = new ProcFs();
    for (int pid : List.of(1, (int) ProcessHandle.current().pid())) {
      Optional<ProcessFacts> p = proc.find(pid);
      String listed = p.orElseThrow().id().executable();
      ActionContext ctx =
          with(List.of(ApprovedProcess.of(p.get(), false).line()), new Target("process", program));
      if (!listed.isEmpty()) {
        assertThatExceptionOfType(ActionException.class)
            .isThrownBy(() -> kind(List.of(listed)).run(arguments(), ctx))
            .matches(e -> e.effect() == Effect.NONE)
            .withMessageContaining("left alone");
      }
    }
  }

  @Test
  void a_listed_ssh_server_is_never_touched() throws Exception {
    try (Patients own = patients) {
      Path sshd = own.sleeper("sshd");
      Process p = own.sleeping(sshd);
      assertThatExceptionOfType(ActionException.class)
          .isThrownBy(() ->
              kind(List.of(sshd.toString()))
                  .preview(arguments(), asked(new Target("process", sshd.toString()))))
          .withMessageContaining("is never touched");
      assertThat(p.isAlive()).isTrue();
    }
  }

  @Test
  void a_suspicious_process_is_stopped_with_its_evidence_on_the_card() throws Exception {
    try (Patients own = patients) {
      Process evil = deleted(own);
      Process fine = own.sleeping(own.sleeper("fine"));
      ActionKind<Stopping> kind = kind(List.of());
      Stopping only =
          new Stopping(arguments().grace(), Optional.of(own.facts(evil).id().executable()));

      Preview preview = kind.preview(only, asked(SECURITY));
      assertThat(preview.details().getFirst())
          .contains("its program's file is deleted +30")
          .contains("runs from /tmp/ +30");
      ActionResult result = kind.run(only, with(preview.objects(), SECURITY));

      assertThat(result.ok()).as(result.summary()).isTrue();
      assertThat(evil.waitFor()).isEqualTo(128 + 15);
      assertThat(fine.isAlive()).isTrue();
    }
  }

  // Wherever the tests' folder is: what counts is that this one is below /tmp.
  private static Process deleted(Patients own) throws IOException {
    Path file = Files.createTempFile(Path.of("/tmp"), "nightshift-evil", "");
    try {
      Files.copy(Path.of("/bin/sleep").toRealPath(), file, StandardCopyOption.REPLACE_EXISTING);
      file.toFile().setExecutable(true);
      return own.sleeping(file);
    } finally {
      Files.delete(file);
    }
  }

  private ActionContext asked(Target target) {
    return Contexts.asked(kind(), arguments(), target);
  }

  private ActionContext with(List<String> objects, Target target) {
    ActionContext asked = asked(target);
    return new ActionContext(target, asked.reference(), objects, asked.now(), asked.timeout());
  }
}
