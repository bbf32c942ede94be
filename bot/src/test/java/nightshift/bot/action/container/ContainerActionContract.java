package nightshift.bot.action.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import nightshift.bot.host.docker.DockerHost;
import nightshift.bot.host.docker.Patients;
import nightshift.bot.host.docker.RealDocker;
import nightshift.config.Settings;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionKind;
import nightshift.engine.contract.ActionKindContract;
import nightshift.engine.diagnosis.Target;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every container action promises besides, on a real Docker Engine. */
@RealDocker
abstract class ContainerActionContract<A extends Record> extends ActionKindContract<A> {

  Patients patients;
  DockerHost host;

  @BeforeEach
  void openTheDoor(Patients patients) {
    this.patients = patients;
    this.host = patients.host();
  }

  @AfterEach
  void closeTheDoor() {
    host.close();
  }

  /** The kind, going through this host. */
  abstract ActionKind<A> kind(DockerHost host);

  @Override
  protected final ActionKind<A> kind() {
    return kind(host);
  }

  @Test
  void a_container_that_is_gone_is_drift() throws Exception {
    try (World world = world()) {
      ActionContext ctx = approved(world);
      patients.remove(world.target().name());
      assertThat(kind().drift(arguments(), ctx)).get().asString().contains("is gone");
    }
  }

  @Test
  void a_container_that_is_not_allowed_is_neither_seen_nor_touched() throws Exception {
    refused(List.of("some-other-*"), List.of(), "is not allowed");
  }

  @Test
  void an_empty_allow_list_allows_nobody() throws Exception {
    refused(List.of(), List.of(), "no container is allowed");
  }

  @Test
  void a_protected_container_is_not_touched_even_if_allowed() throws Exception {
    refused(List.of("*"), List.of(patients.named("web")), "is protected");
  }

  @Test
  void the_container_in_which_we_run_ourselves_is_not_touched() throws Exception {
    try (World world = world()) {
      String self = host.inspect(world.target().name()).shortId();
      String before = world.state() + world.bystanders();
      ActionContext ctx = approved(world);
      try (DockerHost inside = patients.hostInside(self)) {
        // Nobody should be asked at night for what would be refused afterwards.
        for (Attempt attempt : attempts(kind(inside), ctx)) {
          assertThatExceptionOfType(ActionException.class)
              .isThrownBy(attempt::make)
              .withMessageContaining("Nightshift itself runs in it")
              .matches(e -> e.effect() == ActionException.Effect.NONE);
        }
      }
      assertThat(world.state() + world.bystanders()).isEqualTo(before);
    }
  }

  @Test
  void a_target_that_is_no_container_is_refused() throws Exception {
    try (World world = world()) {
      ActionContext ctx = approved(world);
      ActionContext disk =
          new ActionContext(
              new Target("disk", ctx.target().name()),
              ctx.reference(),
              ctx.objects(),
              ctx.now(),
              ctx.timeout());
      assertThatExceptionOfType(ActionException.class)
          .isThrownBy(() -> kind().run(arguments(), disk))
          .withMessageContaining("this is no container");
    }
  }

  private void refused(List<String> allow, List<String> protect, String why) throws Exception {
    try (World world = world()) {
      String before = world.state() + world.bystanders();
      ActionContext ctx = approved(world);
      Settings.Docker strict = new Settings.Docker(patients.engine(), allow, protect, true);
      try (DockerHost other = new DockerHost(strict)) {
        for (Attempt attempt : attempts(kind(other), ctx)) {
          assertThatExceptionOfType(ActionException.class)
              .isThrownBy(attempt::make)
              .withMessageContaining(why)
              .matches(e -> e.effect() == ActionException.Effect.NONE);
        }
        assertThat(kind(other).drift(arguments(), ctx)).get().asString().contains(why);
      }
      assertThat(world.state() + world.bystanders()).isEqualTo(before);
    }
  }

  @FunctionalInterface
  private interface Attempt {
    void make() throws Exception;
  }

  private List<Attempt> attempts(ActionKind<A> kind, ActionContext ctx) {
    return List.of(() -> kind.preview(arguments(), ctx), () -> kind.run(arguments(), ctx));
  }
}
