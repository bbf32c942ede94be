package nightshift.bot.action.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Preview;
import nightshift.engine.contract.Await;
import org.junit.jupiter.api.Test;

class RestartServiceTest extends ServiceActionContract {

  private static final String DIES_AT_FIRST =
      "[Unit]\nStartLimitIntervalSec=1h\n[Service]\n"
          + "ExecStart=/bin/sh -c \"test -e /run/well && exec sleep 1000\"\n"
          + "Restart=on-failure\nRestartSec=10ms\n";

  @Override
  ActionKind<Starting.Nothing> kind(ServiceDoor door) {
    return new Starting(door, Starting.Verb.RESTART);
  }

  @Override
  String properties() {
    return "ActiveState,InvocationID";
  }

  @Override
  protected World world() {
    box.tell("systemctl start app");
    return new Units();
  }

  @Test
  void a_service_that_ran_cannot_be_unrestarted_and_the_card_says_so() throws Exception {
    try (World world = world()) {
      assertThat(kind().preview(arguments(), asked(world)).reversal())
          .returns(false, r -> r.possible())
          .returns("a restart cannot be taken back", r -> r.how());
    }
  }

  @Test
  void a_service_that_systemd_gave_up_is_reset_first_and_undo_stops_it_again() throws Exception {
    box.define("app.service", DIES_AT_FIRST);
    box.tell("rm -f /run/well; systemctl start app");
    gaveUp();
    box.tell("touch /run/well");
    try (World world = new Units()) {
      assertThat(box.code("systemctl start app"))
          .as("systemd itself refuses while the limit holds")
          .isEqualTo(1);
      Preview preview = kind().preview(arguments(), asked(world));
      assertThat(preview.sentence())
          .isEqualTo(
              "start service \"app.service\" on box (its count of failed starts is reset first)");
      assertThat(preview.reversal().possible()).isTrue();
      ActionContext ctx = approved(world);
      String captured = kind().capture(arguments(), ctx);

      ActionResult result = kind().run(arguments(), ctx);

      assertThat(result.ok()).as(result.summary()).isTrue();
      assertThat(box.tell("systemctl is-active app")).isEqualTo("active");
      kind().undo(arguments(), captured, ctx);
      assertThat(box.tell("systemctl is-active app")).isEqualTo("inactive");
    }
  }

  @Test
  void a_service_that_dies_at_once_is_never_called_running() throws Exception {
    box.define("app.service", "[Service]\nType=notify\nExecStart=/bin/false\n");
    try (World world = new Units()) {
      ActionResult result = kind().run(arguments(), approved(world));

      assertThat(result.ok()).isFalse();
      assertThat(result.summary()).contains("systemctl restart ended with exit code 1");
    }
  }

  private void gaveUp() {
    Await.until(
        Duration.ofSeconds(45),
        () -> box.tell("systemctl show app -p ActiveState").equals("ActiveState=failed"));
  }
}
