package nightshift.bot.action.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Optional;
import nightshift.bot.host.systemd.Box;
import nightshift.bot.host.systemd.RealSystemd;
import nightshift.config.Settings;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionKind;
import nightshift.engine.contract.ActionKindContract;
import nightshift.engine.diagnosis.Target;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every service action promises besides, on a real systemd. */
@RealSystemd
abstract class ServiceActionContract extends ActionKindContract<Starting.Nothing> {

  static final String RUNS = "[Service]\nExecStart=/bin/sleep 1000\n";

  Box box;

  @BeforeEach
  void enter(Box box) {
    this.box = box;
    box.define("app.service", RUNS);
    box.define("neighbour.service", RUNS);
    box.tell("systemctl start neighbour");
  }

  /** The kind, going through this door. */
  abstract ActionKind<Starting.Nothing> kind(ServiceDoor door);

  /** What of the unit the action changes, in systemd's words. */
  abstract String properties();

  @Override
  protected final ActionKind<Starting.Nothing> kind() {
    return kind(door(List.of("app"), List.of()));
  }

  @Override
  protected final Starting.Nothing arguments() {
    return new Starting.Nothing();
  }

  ServiceDoor door(List<String> allow, List<String> protect) {
    return new ServiceDoor(
        box.machines(), new AllowedUnits(new Settings.Services(allow, protect), Optional.empty()));
  }

  /** The unit {@code app}, and its neighbour. */
  final class Units implements World {

    @Override
    public Target target() {
      return Target.parse("service://box/app");
    }

    @Override
    public String state() {
      return box.tell("systemctl show app -p " + properties());
    }

    @Override
    public String bystanders() {
      return box.tell("systemctl show neighbour -p ActiveState,InvocationID,NRestarts");
    }

    @Override
    public void replace() {
      box.write("/etc/systemd/system/app.service", RUNS.replace("1000", "1001"));
      box.tell("systemctl daemon-reload");
    }

    @Override
    public void close() {
      box.tell("systemctl stop app; systemctl reset-failed app");
    }
  }

  @Test
  void a_unit_that_is_not_allowed_is_not_touched() throws Exception {
    refused(List.of("other"), List.of(), "is not allowed");
  }

  @Test
  void an_empty_allow_list_allows_nobody() throws Exception {
    refused(List.of(), List.of(), "no service is allowed");
  }

  @Test
  void a_protected_unit_is_not_touched_even_if_allowed() throws Exception {
    refused(List.of("*"), List.of("ap?"), "is protected by services.protect");
  }

  @Test
  void a_masked_unit_is_refused_with_a_reason() throws Exception {
    box.tell("rm /etc/systemd/system/app.service; systemctl mask app; systemctl daemon-reload");
    try {
      assertThatExceptionOfType(ActionException.class)
          .isThrownBy(() -> kind().preview(arguments(), asked(new Units())))
          .withMessageContaining("is masked");
    } finally {
      box.tell("systemctl unmask app; systemctl daemon-reload");
    }
  }

  @Test
  void another_name_of_a_unit_is_refused_even_if_both_are_allowed_and_nothing_ran()
      throws Exception {
    try (World world = world()) {
      box.tell("ln -s app.service /etc/systemd/system/alias.service; systemctl daemon-reload");
      String before = world.state() + world.bystanders();
      List<String> approved = approved(world).objects();
      ActionKind<Starting.Nothing> both = kind(door(List.of("app", "alias"), List.of()));
      String why = "alias.service is another name of app.service";

      assertRefused(both, "service://box/alias", why);
      assertThatExceptionOfType(ActionException.class)
          .isThrownBy(() -> both.run(arguments(), context("service://box/alias", approved)))
          .withMessageContaining(why)
          .matches(e -> e.effect() == ActionException.Effect.NONE);
      assertThat(world.state() + world.bystanders()).isEqualTo(before);
    } finally {
      box.tell("rm /etc/systemd/system/alias.service; systemctl daemon-reload");
    }
  }

  @Test
  void a_unit_that_is_not_there_and_a_machine_that_is_not_known_are_refused() throws Exception {
    ActionKind<Starting.Nothing> anybody = kind(door(List.of("*"), List.of()));
    assertRefused(anybody, "service://box/nothing", "there is no service \"nothing.service\"");
    assertRefused(anybody, "service://attic/app", "the inventory has no machine of this name");
    assertRefused(anybody, "container:app", "this is no service");
  }

  @Test
  void what_others_depend_on_needs_its_own_whole_name_and_is_of_high_risk() throws Exception {
    assertRefused(
        kind(door(List.of("systemd-*"), List.of())),
        "service://box/systemd-journald",
        "others depend on it");
    ActionKind<Starting.Nothing> named = kind(door(List.of("systemd-journald"), List.of()));
    ActionContext ctx = context("service://box/systemd-journald", List.of());
    if (!named.name().equals("service.reset-failed")) {
      assertThat(named.preview(arguments(), ctx).risk())
          .isEqualTo(nightshift.engine.action.Risk.HIGH);
    }
  }

  private void refused(List<String> allow, List<String> protect, String why) throws Exception {
    try (World world = world()) {
      String before = world.state() + world.bystanders();
      ActionContext ctx = approved(world);
      ActionKind<Starting.Nothing> strict = kind(door(allow, protect));
      assertThatExceptionOfType(ActionException.class)
          .isThrownBy(() -> strict.run(arguments(), ctx))
          .withMessageContaining(why)
          .matches(e -> e.effect() == ActionException.Effect.NONE);
      assertThatExceptionOfType(ActionException.class)
          .isThrownBy(() -> strict.preview(arguments(), asked(world)))
          .withMessageContaining(why);
      assertThat(world.state() + world.bystanders()).isEqualTo(before);
    }
  }

  private void assertRefused(ActionKind<Starting.Nothing> kind, String target, String why) {
    assertThatExceptionOfType(ActionException.class)
        .isThrownBy(() -> kind.preview(arguments(), context(target, List.of())))
        .withMessageContaining(why)
        .matches(e -> e.effect() == ActionException.Effect.NONE);
  }

  private ActionContext context(String target, List<String> objects) {
    return new ActionContext(
        Target.parse(target), "7-1", objects, java.time.Instant.EPOCH, kind().timeout(arguments()));
  }
}
