package nightshift.bot.action.service;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Preview;
import nightshift.engine.action.Reversal;
import nightshift.engine.action.Risk;

/**
 * {@code service.reset-failed}: lets systemd forget that a unit failed, and how often it was
 * started lately. It starts nothing.
 */
final class ResetFailed implements ActionKind<Starting.Nothing> {

  private final ServiceDoor door;

  ResetFailed(ServiceDoor door) {
    this.door = door;
  }

  @Override
  public String name() {
    return "service.reset-failed";
  }

  @Override
  public Class<Starting.Nothing> arguments() {
    return Starting.Nothing.class;
  }

  @Override
  public Risk floor() {
    return Risk.LOW;
  }

  @Override
  public String targetKind() {
    return "service";
  }

  @Override
  public Duration timeout(Starting.Nothing args) {
    return ServiceDoor.ORDER;
  }

  @Override
  public Preview preview(Starting.Nothing args, ActionContext ctx)
      throws ActionException, InterruptedException {
    Seen seen = door.look(ctx.target());
    String idle = seen.facts().failed() ? "" : " (it has not failed: only the count is reset)";
    return new Preview(
        "reset the failed starts of service " + seen.shown() + idle,
        List.of("now " + seen.facts().shown() + "; nothing is started by this"),
        List.of(seen.line()),
        0,
        floor(),
        Reversal.none("a failure that systemd forgot cannot be given back to it"),
        Duration.ofSeconds(1));
  }

  @Override
  public Optional<String> drift(Starting.Nothing args, ActionContext ctx)
      throws ActionException, InterruptedException {
    return door.drift(ctx);
  }

  @Override
  public ActionResult run(Starting.Nothing args, ActionContext ctx)
      throws ActionException, InterruptedException {
    return door.order(door.approved(ctx), "reset-failed", "reset the failed starts of");
  }
}
