package nightshift.bot.source.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.RestartPolicy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import nightshift.bot.host.docker.DockerHost;
import nightshift.bot.host.docker.Patients;
import nightshift.bot.host.docker.RealDocker;
import nightshift.bot.host.docker.SocketProxy;
import nightshift.config.Settings;
import nightshift.engine.alert.Signal;
import nightshift.engine.contract.Await;
import nightshift.engine.port.Pacer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RealDocker
class DockerEventsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  // Waits for nothing that comes, so it only ever waits.
  private static final Pacer SHORT = _ -> new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);

  private final RecordingInbox inbox = new RecordingInbox();
  private Patients patients;
  private DockerHost host;
  private DockerEvents events;

  @BeforeEach
  void listen(Patients patients) {
    this.patients = patients;
    open(patients.settings());
  }

  @AfterEach
  void close() {
    events.close();
    host.close();
  }

  private void open(Settings.Docker settings) {
    host = new DockerHost(settings);
    events = new DockerEvents(host, InstantSource.system(), SHORT);
  }

  private void begin() {
    events.start(inbox);
    Await.until(PATIENCE, () -> events.health().ok());
  }

  @Test
  void a_crash_is_told_and_a_start_ends_it() {
    begin();
    String name =
        patients.create(
            "crash", _ -> {}, "sh", "-c", "test -e /again && sleep 600; touch /again; exit 3");
    patients.start(name);
    Await.until(PATIENCE, () -> told().equals("+died"));

    Signal.Firing firing = (Signal.Firing) inbox.signals().getFirst();
    assertThat(firing.alert().title()).isEqualTo("Container " + name + " crashed");
    assertThat(firing.alert().details()).containsEntry("exitCode", 3L);

    patients.start(name);
    Await.until(PATIENCE, () -> told().equals("+died -died"));
  }

  @Test
  void stopping_killing_and_restarting_on_purpose_is_no_crash() throws Exception {
    String quiet = patients.run("quiet", _ -> {}, "sleep", "600");
    begin();
    host.lifecycle().restart(host.inspect(quiet), java.util.Optional.of(Duration.ofSeconds(1)));
    patients.stop(quiet);
    patients.start(quiet);
    patients.kill(quiet);
    afterwards();

    assertThat(told()).isEqualTo("+died");
  }

  @Test
  void lack_of_memory_is_told_once() {
    begin();
    patients.run("hungry", h -> h.withMemory(16L << 20), "tail", "/dev/zero");
    Await.until(PATIENCE, () -> told().contains("+oom"));
    patients.awaitEnd(patients.named("hungry"));
    afterwards();

    assertThat(told()).isEqualTo("+oom +died");
  }

  @Test
  void a_failing_health_check_is_told() {
    begin();
    patients.sick("sick");

    Await.until(PATIENCE, () -> told().equals("+unhealthy"));
  }

  @Test
  void a_restart_loop_is_told_once_and_the_ends_in_it_are_not() {
    begin();
    patients.run("loop", h -> h.withRestartPolicy(RestartPolicy.alwaysRestart()), "false");

    Await.until(PATIENCE, () -> told().equals("+restart-loop"));
  }

  @Test
  void a_container_that_is_not_allowed_is_not_told_of() {
    open(
        new Settings.Docker(patients.engine(), List.of(patients.named("marker")), List.of(), true));
    begin();
    patients.run("secret", _ -> {}, "false");
    patients.awaitEnd(patients.named("secret"));
    afterwards();

    assertThat(told()).isEqualTo("+died");
  }

  @Test
  void what_is_down_when_we_start_is_told() {
    String name =
        patients.run(
            "before", h -> h.withRestartPolicy(RestartPolicy.onFailureRestart(1)), "false");
    Await.until(PATIENCE, () -> patients.condition(name).contains("running=false"));
    begin();

    Await.until(PATIENCE, () -> told().contains("+died"));
  }

  @Test
  void a_crash_before_it_was_started_and_connected_was_once_lost(@TempDir Path dir)
      throws Exception {
    Path socket = dir.resolve("d.sock");
    open(
        new Settings.Docker(
            URI.create("unix://" + socket), patients.settings().containers(), List.of(), true));
    patients.run("early", _ -> {}, "false");
    patients.awaitEnd(patients.named("early"));
    events.start(inbox);
    patients.run("crash", _ -> {}, "false");
    patients.awaitEnd(patients.named("crash"));
    try (SocketProxy _ = SocketProxy.open(socket, Path.of(patients.engine().getPath()))) {
      Await.until(PATIENCE, () -> told().equals("+died +died"));
    }
  }

  @Test
  void nothing_is_lost_while_the_ledger_takes_nothing() {
    begin();
    inbox.refuse(3);
    patients.run("crash", _ -> {}, "false");

    Await.until(PATIENCE, () -> told().equals("+died"));
    assertThat(inbox.refused()).isEqualTo(3);
  }

  @Test
  void it_goes_on_after_the_engine_was_gone_and_hears_what_happened_meanwhile(@TempDir Path dir)
      throws Exception {
    Path socket = dir.resolve("d.sock");
    Path engine = Path.of(patients.engine().getPath());
    open(
        new Settings.Docker(
            URI.create("unix://" + socket), patients.settings().containers(), List.of(), true));
    events.start(inbox);
    Await.until(PATIENCE, () -> events.health().detail().contains("there is no such socket"));
    String name = patients.create("crash", _ -> {}, "sh", "-c", "sleep 1; exit 1");
    try (SocketProxy _ = SocketProxy.open(socket, engine)) {
      Await.until(PATIENCE, () -> events.health().ok());
      patients.start(name);
    }
    Await.until(PATIENCE, () -> !events.health().ok());
    patients.awaitEnd(name);
    assertThat(told()).isEmpty();
    try (SocketProxy _ = SocketProxy.open(socket, engine)) {
      Await.until(PATIENCE, () -> told().equals("+died"));
      patients.start(name);
      Await.until(PATIENCE, () -> told().startsWith("+died -died"));
    }
  }

  /** Waits until everything before now has been heard, by a crash that ends the queue. */
  private void afterwards() {
    patients.run("marker", _ -> {}, "false");
    Await.until(
        PATIENCE,
        () ->
            inbox.signals().stream()
                .anyMatch(s ->
                    s instanceof Signal.Firing f
                        && f.alert().fingerprint().contains(patients.named("marker"))));
  }

  private String told() {
    return String.join(" ", inbox.signals().stream().map(Told::of).toList());
  }
}
