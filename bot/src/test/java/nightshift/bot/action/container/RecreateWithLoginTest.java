package nightshift.bot.action.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import nightshift.bot.host.docker.DockerHost;
import nightshift.bot.host.docker.Patients;
import nightshift.bot.host.docker.RealDocker;
import nightshift.bot.host.docker.RegistryGate;
import nightshift.bot.host.docker.Releases;
import nightshift.config.RegistryLogin;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.Preview;
import nightshift.engine.diagnosis.Target;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/**
 * Images of a registry that not everybody is let into, in both ways in which registries do that.
 */
@RealDocker
class RecreateWithLoginTest {

  private static final String USER = "robot-nightshift";
  private static final String PASSWORD = "hunter2 \"and\" more";
  private static final RegistryLogin RIGHT = new RegistryLogin(USER, PASSWORD);
  private static final RegistryLogin WRONG = new RegistryLogin(USER, "hunter2-of-last-year");
  private static final RecreateContainer.Args NEWEST =
      new RecreateContainer.Args(
          Optional.empty(), Optional.of(true), Optional.of(Duration.ofSeconds(2)));

  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final AppenderBase<ILoggingEvent> ear =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          if (event.getLoggerName().startsWith("nightshift")) {
            log.add(event.getFormattedMessage());
          }
        }
      };
  private Level level;

  private Patients patients;
  private Releases releases;
  private String name;

  @BeforeEach
  void aContainerOfTheFirstReleaseAndASecondOne(Patients given) throws Exception {
    patients = given;
    releases = new Releases(patients);
    releases.publish(1);
    patients.pull(releases.stable());
    name =
        patients.create("web", _ -> {}, c -> c.withImage(releases.stable()), ContainerWorld.SLEEPS);
    patients.start(name);
    releases.publish(2);
  }

  @BeforeEach
  void everyWordIsHeard() {
    level = root.getLevel();
    ear.start();
    root.addAppender(ear);
    ((Logger) LoggerFactory.getLogger("nightshift")).setLevel(Level.ALL);
  }

  @AfterEach
  void nothingStays() {
    ((Logger) LoggerFactory.getLogger("nightshift")).setLevel(null);
    root.detachAppender(ear);
    root.setLevel(level);
    patients.remove(name);
    patients.remove(name + ".nightshift-7-1");
    releases.close();
  }

  private RegistryGate gate(RegistryGate.Way way) {
    RegistryGate gate = RegistryGate.of(way, USER, PASSWORD);
    releases.registry().close(gate);
    return gate;
  }

  private DockerHost host(RegistryLogin login) {
    return patients.host(Map.of(releases.registry().host(), login));
  }

  private static RecreateContainer kind(DockerHost host) {
    return new RecreateContainer(new ContainerDoor(host), Duration.ofDays(7));
  }

  private ActionContext context(List<String> objects) {
    return new ActionContext(
        new Target("container", name), "7-1", objects, Instant.now(), Duration.ofMinutes(1));
  }

  private static ActionException refusal(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable asked) {
    ActionException refusal = catchThrowableOfType(ActionException.class, asked);
    assertThat(refusal).isNotNull();
    assertThat(refusal.effect()).isEqualTo(ActionException.Effect.NONE);
    return refusal;
  }

  private void assertNoSecretIn(Object... said) {
    for (RegistryLogin login : List.of(RIGHT, WRONG)) {
      byte[] both = (USER + ":" + login.password()).getBytes(StandardCharsets.UTF_8);
      assertThat(log + List.of(said).toString())
          .doesNotContain(login.password())
          .doesNotContain(USER)
          .doesNotContain("hunter2")
          .doesNotContain(Base64.getEncoder().encodeToString(both));
    }
  }

  @ParameterizedTest
  @EnumSource
  void with_the_right_login_the_release_is_looked_up_and_pulled(RegistryGate.Way way)
      throws Exception {
    gate(way);
    try (DockerHost host = host(RIGHT)) {
      RecreateContainer kind = kind(host);
      Preview preview = kind.preview(NEWEST, context(List.of()));
      assertThat(preview.objects().toString()).contains(releases.pinned());
      ActionContext approved = context(preview.objects());
      assertThat(kind.drift(NEWEST, approved)).isEmpty();
      String captured = kind.capture(NEWEST, approved);

      Object result = kind.run(NEWEST, approved);

      assertThat(patients.exec(name, "cat", "/release").strip()).isEqualTo("2");
      assertNoSecretIn(preview, captured, result, host, patients.settings(name));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_wrong_login_is_refused_before_anybody_is_asked(RegistryGate.Way way) throws Exception {
    RegistryGate gate = gate(way);
    String before = patients.state(name) + patients.imageState(releases.stable());
    try (DockerHost host = host(WRONG)) {
      ActionException refusal = refusal(() -> kind(host).preview(NEWEST, context(List.of())));

      assertThat(refusal)
          .hasMessageContaining("asking the registry for image \"" + releases.stable() + "\"")
          .hasMessageContaining("does not take the log-in of the configuration")
          .hasMessageContaining("correct docker.registries");
      assertThat(gate.shown()).isNotEmpty();
      assertNoSecretIn(refusal.getMessage());
    }
    assertThat(patients.state(name) + patients.imageState(releases.stable())).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource
  void without_a_login_for_this_registry_none_is_shown_and_it_is_said_where_one_belongs(
      RegistryGate.Way way) throws Exception {
    RegistryGate gate = gate(way);
    try (DockerHost host = patients.host(Map.of("127.0.0.1", RIGHT, "docker.io", RIGHT))) {
      ActionException refusal = refusal(() -> kind(host).preview(NEWEST, context(List.of())));

      String registry = releases.registry().host();
      assertThat(refusal)
          .hasMessageContaining(registry + " does not give it to anybody without a log-in")
          .hasMessageContaining("add a log-in for " + registry + " under docker.registries");
      assertThat(gate.shown()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_login_that_ends_after_the_approval_stops_the_step_before_anything_is_touched(
      RegistryGate.Way way) throws Exception {
    gate(way);
    try (DockerHost host = host(RIGHT)) {
      ActionContext approved = context(kind(host).preview(NEWEST, context(List.of())).objects());
      String before = patients.state(name) + patients.imageState(releases.stable());
      List<String> fetched = releases.registry().fetched();
      releases.registry().close(RegistryGate.of(way, USER, "another one"));

      ActionException refusal = refusal(() -> kind(host).run(NEWEST, approved));

      assertThat(refusal)
          .hasMessageContaining("pulling " + releases.pinned())
          .hasMessageContaining("correct docker.registries");
      assertNoSecretIn(refusal.getMessage());
      assertThat(patients.state(name) + patients.imageState(releases.stable())).isEqualTo(before);
      assertThat(releases.registry().fetched()).isEqualTo(fetched);
      assertThat(patients.has(name + ".nightshift-7-1")).isFalse();
    }
  }
}
