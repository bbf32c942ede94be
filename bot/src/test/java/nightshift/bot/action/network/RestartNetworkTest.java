package nightshift.bot.action.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import nightshift.bot.host.systemd.Box;
import nightshift.bot.host.systemd.RealSystemd;
import nightshift.config.NetworkSettings;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Risk;
import nightshift.engine.contract.ActionKindContract;
import nightshift.engine.contract.Await;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RealSystemd
class RestartNetworkTest extends ActionKindContract<RestartArguments> {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final String UNIT = "systemd-networkd.service";

  private Box box;

  @BeforeEach
  void enter(Box box) {
    this.box = box;
  }

  @Override
  protected ActionKind<RestartArguments> kind() {
    return kind(Optional.of(UNIT));
  }

  private ActionKind<RestartArguments> kind(Optional<String> unit) {
    return new RestartNetwork(
        new NetworkDoor(BoxNetwork.settings(unit, Optional.empty()), box.machines()),
        List.of(),
        Thread::sleep);
  }

  @Override
  protected RestartArguments arguments() {
    return new RestartArguments(Optional.empty());
  }

  @Override
  protected BoxNetwork world() {
    return new BoxNetwork(box).withoutWay();
  }

  @Test
  void it_is_of_high_risk_and_the_card_says_what_comes_back() throws Exception {
    try (World world = world()) {
      var preview = kind().preview(arguments(), asked(world));
      assertThat(preview.risk()).isEqualTo(Risk.HIGH);
      assertThat(preview.sentence()).isEqualTo("restart the network of interface \"eth0\" on box");
      assertThat(preview.details())
          .contains("by restart of " + UNIT, "address " + box.address())
          .anyMatch(l -> l.contains("within 8 s") && l.contains("puts back"));
    }
  }

  @Test
  void a_restart_that_helps_stays_and_nothing_is_left_armed() throws Exception {
    try (BoxNetwork world = world()) {
      ActionResult result = kind().run(arguments(), approved(world));

      assertThat(result.ok()).as(result.summary()).isTrue();
      assertThat(result.summary()).contains("the change stays");
      assertThat(world.hasWay()).isTrue();
      assertThat(armed()).isEmpty();
    }
  }

  @Test
  void a_restart_that_cuts_off_is_taken_back_by_the_machine_itself() throws Exception {
    try (BoxNetwork world = new BoxNetwork(box)) {
      String before = world.state();
      ActionContext ctx = approved(world);
      world.mistake();

      ActionResult result = kind().run(arguments(), ctx);

      assertThat(result.ok()).isFalse();
      assertThat(result.summary()).contains("came back by themselves");
      assertThat(world.state()).isEqualTo(before);
      assertThat(world.hasWay()).isTrue();
    }
  }

  @Test
  void a_look_that_ended_too_late_called_off_what_had_happened() throws Exception {
    try (BoxNetwork world = new BoxNetwork(box)) {
      AtomicInteger pauses = new AtomicInteger();
      RestartNetwork slow =
          new RestartNetwork(
              new NetworkDoor(
                  BoxNetwork.settings(Optional.of(UNIT), Optional.empty()), box.machines()),
              List.of(),
              pause ->
                  Thread.sleep(
                      pauses.incrementAndGet() == 3 ? pause.plus(Duration.ofSeconds(8)) : pause));

      ActionResult result = slow.run(arguments(), approved(world));

      assertThat(result.ok()).isFalse();
      assertThat(result.summary()).contains("it was not steady in time", "came back by themselves");
      assertThat(world.hasWay()).isTrue();
    }
  }

  @Test
  void the_old_state_comes_back_even_if_nobody_is_there_any_more() throws Exception {
    try (BoxNetwork world = new BoxNetwork(box)) {
      String before = world.state();
      ActionContext ctx = approved(world);
      world.mistake();
      Thread runner =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  kind().run(arguments(), ctx);
                } catch (ActionException | InterruptedException dead) {
                  Thread.currentThread().interrupt();
                }
              });
      Await.until(PATIENCE, () -> !world.hasWay());

      runner.interrupt();
      assertThat(runner.join(PATIENCE)).isTrue();

      assertThat(armed()).as("dying calls nothing off").contains("nightshift-revert-7-1");
      Await.until(PATIENCE, world::hasWay);
      Await.until(PATIENCE, () -> world.state().equals(before));
    }
  }

  @Test
  void without_a_unit_the_interface_goes_down_and_up_and_keeps_what_it_had() throws Exception {
    try (BoxNetwork world = new BoxNetwork(box)) {
      box.tell("systemctl stop systemd-networkd.socket systemd-networkd");
      String before = world.state();

      ActionKind<RestartArguments> bounce = kind(Optional.empty());
      List<String> objects = bounce.preview(arguments(), asked(world)).objects();
      ActionContext asked = asked(world);
      ActionResult result =
          bounce.run(
              arguments(),
              new ActionContext(asked.target(), "8-1", objects, asked.now(), asked.timeout()));

      assertThat(result.ok()).as(result.summary()).isTrue();
      assertThat(world.hasWay()).isTrue();
      assertThat(world.state().replace(" proto static", ""))
          .isEqualTo(before.replace(" proto static", ""));
      assertThat(box.tell("journalctl -q -o cat -u nightshift-bounce-8-1.service")).isNotEmpty();
    }
  }

  @Test
  void an_interface_that_is_not_allowed_is_not_touched() throws Exception {
    try (World world = world()) {
      String before = world.state();
      ActionContext ctx = approved(world);
      NetworkSettings none =
          new NetworkSettings(
              List.of(),
              Optional.of(UNIT),
              Duration.ofSeconds(8),
              List.of(),
              List.of(),
              java.util.Map.of(),
              Optional.empty());
      RestartNetwork strict =
          new RestartNetwork(new NetworkDoor(none, box.machines()), List.of(), Thread::sleep);

      assertThatExceptionOfType(ActionException.class)
          .isThrownBy(() -> strict.run(arguments(), ctx))
          .withMessageContaining("no interface is allowed")
          .matches(e -> e.effect() == ActionException.Effect.NONE);

      assertThat(world.state()).isEqualTo(before);
    }
  }

  private String armed() {
    return box.tell("systemctl list-timers --all --no-legend 'nightshift-*'");
  }
}
