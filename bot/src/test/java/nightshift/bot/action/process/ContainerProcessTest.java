package nightshift.bot.action.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import nightshift.bot.host.docker.DockerHost;
import nightshift.bot.host.docker.NamesById;
import nightshift.bot.host.docker.Patients;
import nightshift.bot.host.docker.Privileged;
import nightshift.bot.host.docker.RealDocker;
import nightshift.bot.host.proc.Cgroups;
import nightshift.bot.host.proc.ProcFs;
import nightshift.bot.host.proc.ProcessFacts;
import nightshift.engine.action.ActionException;
import nightshift.engine.contract.Await;
import nightshift.engine.diagnosis.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that run in containers of a real Docker Engine. */
@RealDocker
class ContainerProcessTest {

  private static final String[] BURNS = {"sh", "-c", "ulimit -t 60; while :; do :; done"};

  @TempDir private java.nio.file.Path dir;

  @Test
  void a_process_is_put_down_to_its_container_by_name(Patients patients) throws Exception {
    String name = patients.run("burner", _ -> {}, BURNS);
    ProcFs proc = new ProcFs();
    try (DockerHost host = patients.host();
        nightshift.bot.action.process.Patients own =
            new nightshift.bot.action.process.Patients(dir)) {
      String id = host.inspect(name).id();
      ContainerNames names = new NamesById(host)::name;
      assertThat(inside(proc, id)).isNotEmpty();
      own.until(
          new CpuTop(own.looks(), names, new Cgroups(proc), InstantSource.system()),
          new Target("host", "local"),
          r -> r.lines().toString().contains("in container " + name));
      assertThat(names.name("f".repeat(64))).isEmpty();
      ProcessFacts burner = inside(proc, id).getFirst();
      assertThat(new Cgroups(proc).of(burner.pid()).memory()).isPresent();
    }
  }

  @Test
  void a_listed_program_in_a_container_is_left_to_the_container_actions(Patients patients)
      throws Exception {
    String name = patients.run("burner", _ -> {}, BURNS);
    ProcFs proc = new ProcFs();
    try (DockerHost host = patients.host();
        nightshift.bot.action.process.Patients own =
            new nightshift.bot.action.process.Patients(dir)) {
      String id = host.inspect(name).id();
      Await.until(java.time.Duration.ofSeconds(20), () -> !quietly(proc, id).isEmpty());
      String program = inside(proc, id).getFirst().id().executable();
      StopProcess kind = new StopProcess(own.door(List.of(program)), Thread::sleep);
      Stopping args = new Stopping(Optional.empty(), Optional.empty());
      Target target = new Target("process", program);
      // Programs of this machine under the same path would be chosen instead: there are none.
      assertThatExceptionOfType(ActionException.class)
          .isThrownBy(() -> kind.preview(args, Contexts.asked(kind, args, target)))
          .withMessageContaining("runs in container");
      assertThat(host.inspect(name).running()).isTrue();
    }
  }

  @Test
  void containers_with_rights_on_the_machine_are_found(Patients patients) throws Exception {
    String odd = patients.run("odd", h -> h.withPidMode("host"), BURNS);
    String plain = patients.run("plain", _ -> {}, BURNS);
    try (DockerHost host = patients.host()) {
      assertThat(Privileged.among(host))
          .anyMatch(l -> l.contains("\"" + odd + "\" sees the machine's processes"))
          .noneMatch(l -> l.contains("\"" + plain + "\""));
    }
  }

  private static List<ProcessFacts> inside(ProcFs proc, String id) throws Exception {
    return proc.all().seen().stream().filter(p -> p.container().equals(Optional.of(id))).toList();
  }

  private static List<ProcessFacts> quietly(ProcFs proc, String id) {
    try {
      return inside(proc, id);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
