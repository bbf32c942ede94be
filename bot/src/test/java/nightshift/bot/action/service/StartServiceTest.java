package nightshift.bot.action.service;

import static org.assertj.core.api.Assertions.assertThat;

import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.ActionResult;
import org.junit.jupiter.api.Test;

class StartServiceTest extends ServiceActionContract {

  @Override
  ActionKind<Starting.Nothing> kind(ServiceDoor door) {
    return new Starting(door, Starting.Verb.START);
  }

  @Override
  String properties() {
    return "ActiveState";
  }

  @Override
  protected World world() {
    return new Units();
  }

  @Test
  void starting_what_runs_changes_nothing_and_undo_leaves_it_running() throws Exception {
    try (World world = world()) {
      box.tell("systemctl start app");
      String before = box.tell("systemctl show app -p InvocationID,ActiveState");
      ActionContext ctx = approved(world);
      String captured = kind().capture(arguments(), ctx);

      ActionResult result = kind().run(arguments(), ctx);
      kind().undo(arguments(), captured, ctx);

      assertThat(result.ok()).isTrue();
      assertThat(box.tell("systemctl show app -p InvocationID,ActiveState")).isEqualTo(before);
    }
  }
}
