package nightshift.bot.action.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Optional;
import nightshift.bot.host.Commands;
import nightshift.bot.host.docker.DockerHost;
import nightshift.bot.host.docker.Patients;
import nightshift.bot.host.docker.RealDocker;
import nightshift.config.AppSettings;
import nightshift.config.Settings;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
import nightshift.engine.action.ActionKind;
import nightshift.engine.contract.ActionKindContract;
import nightshift.engine.diagnosis.Target;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A download client in a real container. What runs in it does not matter for a restart. */
@RealDocker
class RestartClientTest extends ActionKindContract<RestartClient.Nothing> {

  private static final String[] SLEEPS = {"sh", "-c", "trap 'exit 0' TERM; sleep 600 & wait"};

  private Patients patients;
  private DockerHost host;
  private FakeTorrents client;

  @BeforeEach
  void start(Patients patients) {
    this.patients = patients;
    this.host = patients.host();
    this.client = new FakeTorrents();
  }

  @AfterEach
  void stop() {
    host.close();
    client.close();
  }

  @Override
  protected ActionKind<RestartClient.Nothing> kind() {
    return kind(host);
  }

  private ActionKind<RestartClient.Nothing> kind(DockerHost docker) {
    AppSettings bare = client.app("qb", AppSettings.Kind.QBITTORRENT);
    AppSettings app =
        new AppSettings(
            bare.name(),
            bare.kind(),
            bare.url(),
            bare.apiKey(),
            bare.username(),
            bare.password(),
            Optional.of(patients.named("qb")),
            Optional.empty());
    return new RestartClient(Loopback.door(app), new Restarts(Optional.of(docker), new Commands()));
  }

  @Override
  protected RestartClient.Nothing arguments() {
    return new RestartClient.Nothing();
  }

  @Override
  protected World world() {
    String name = patients.run("qb", _ -> {}, SLEEPS);
    String neighbour = patients.idle("neighbour");
    return new World() {
      @Override
      public Target target() {
        return new Target("app", "qb");
      }

      @Override
      public String state() {
        return patients.state(name);
      }

      @Override
      public String bystanders() {
        return patients.state(neighbour);
      }

      @Override
      public void replace() {
        patients.remove(name);
        patients.run("qb", _ -> {}, SLEEPS);
      }

      @Override
      public void close() {
        patients.remove(name);
        patients.remove(neighbour);
      }
    };
  }

  @Test
  void a_container_that_docker_may_not_touch_is_not_restarted() throws Exception {
    try (World world = world()) {
      String before = world.state();
      ActionContext ctx = approved(world);
      try (DockerHost strict =
          new DockerHost(new Settings.Docker(patients.engine(), List.of(), List.of(), true))) {
        assertThatExceptionOfType(ActionException.class)
            .isThrownBy(() -> kind(strict).run(arguments(), ctx))
            .withMessageContaining("no container is allowed")
            .matches(e -> e.effect() == Effect.NONE);
      }
      assertThat(world.state()).isEqualTo(before);
    }
  }

  @Test
  void a_plan_on_our_own_container_was_asked_for_and_could_not_run() throws Exception {
    try (World world = world()) {
      String self = host.inspect(patients.named("qb")).shortId();
      String before = world.state();
      ActionContext ctx = approved(world);
      try (DockerHost within = patients.hostInside(self)) {
        assertThatExceptionOfType(ActionException.class)
            .isThrownBy(() -> kind(within).preview(arguments(), ctx))
            .withMessageContaining("Nightshift itself runs in it")
            .matches(e -> e.effect() == Effect.NONE);
        assertThatExceptionOfType(ActionException.class)
            .isThrownBy(() -> kind(within).run(arguments(), ctx));
      }
      assertThat(world.state()).isEqualTo(before);
    }
  }
}
