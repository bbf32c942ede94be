package nightshift.bot.action.app;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nightshift.config.AppSettings;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Preview;
import nightshift.engine.action.Reversal;
import nightshift.engine.action.Risk;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Target;

/**
 * {@code download-client.restart}: restarts the container or the service that the configuration
 * names for a download client. Torrents go on where they were.
 */
final class RestartClient implements ActionKind<RestartClient.Nothing> {

  private final AppDoor door;
  private final Restarts restarts;

  RestartClient(AppDoor door, Restarts restarts) {
    this.door = door;
    this.restarts = restarts;
  }

  /** It takes no arguments. */
  record Nothing() {}

  @Override
  public String name() {
    return "download-client.restart";
  }

  @Override
  public Class<Nothing> arguments() {
    return Nothing.class;
  }

  @Override
  public Risk floor() {
    return Risk.LOW;
  }

  @Override
  public String targetKind() {
    return "app";
  }

  @Override
  public Duration timeout(Nothing args) {
    return Duration.ofMinutes(3);
  }

  private AppSettings client(Target target) throws ActionException {
    try {
      door.downloads(target);
      return door.app(target);
    } catch (ProbeException e) {
      throw AppDoor.refused(e);
    }
  }

  @Override
  public Preview preview(Nothing args, ActionContext ctx)
      throws ActionException, InterruptedException {
    AppSettings app = client(ctx.target());
    Restarts.Thing thing = restarts.look(app);
    return new Preview(
        "restart " + app.kind().word() + " \"" + app.name() + "\": " + thing.shown(),
        List.of("now " + thing.state()),
        List.of(thing.line()),
        0,
        floor(),
        Reversal.none("a restart cannot be taken back"),
        Duration.ofSeconds(10));
  }

  @Override
  public Optional<String> drift(Nothing args, ActionContext ctx)
      throws ActionException, InterruptedException {
    Restarts.Thing now = restarts.look(client(ctx.target()));
    return ctx.objects().contains(now.line())
        ? Optional.empty()
        : Optional.of(
            now.shown() + " is not the one that was approved: it was started again since");
  }

  @Override
  public ActionResult run(Nothing args, ActionContext ctx)
      throws ActionException, InterruptedException {
    AppSettings app = client(ctx.target());
    Optional<String> drift = drift(args, ctx);
    if (drift.isPresent()) {
      throw AppDoor.refused(drift.get() + "; nothing was touched");
    }
    restarts.restart(app);
    return ActionResult.done("restarted \"" + app.name() + "\": " + restarts.look(app).shown());
  }
}
