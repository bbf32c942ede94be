package nightshift.bot.action.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightshift.bot.host.systemd.UnitFacts;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Preview;
import nightshift.engine.action.Reversal;
import nightshift.engine.action.Risk;

/**
 * {@code service.start} and {@code service.restart}. Where systemd has given a unit up, its count
 * of failed starts is reset first, because it would refuse otherwise. What did not run before can
 * be stopped again; a unit that ran has been restarted for good.
 */
final class Starting implements ActionKind<Starting.Nothing> {

  /** It takes no arguments. */
  record Nothing() {}

  /** Which of the two. */
  enum Verb {
    START("start", "started"),
    RESTART("restart", "restarted");

    private final String word;
    private final String did;

    Verb(String word, String did) {
      this.word = word;
      this.did = did;
    }
  }

  private final ServiceDoor door;
  private final Verb verb;

  Starting(ServiceDoor door, Verb verb) {
    this.door = door;
    this.verb = verb;
  }

  @Override
  public String name() {
    return "service." + verb.word;
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
    return "service";
  }

  @Override
  public Duration timeout(Nothing args) {
    return ServiceDoor.ORDER.plusSeconds(60);
  }

  @Override
  public Preview preview(Nothing args, ActionContext ctx)
      throws ActionException, InterruptedException {
    Seen seen = door.look(ctx.target());
    return new Preview(
        sentence(seen),
        details(seen),
        List.of(seen.line()),
        0,
        door.risk(floor(), seen),
        seen.facts().up() && verb == Verb.RESTART
            ? Reversal.none("a restart cannot be taken back")
            : Reversal.by("stops it again"),
        Duration.ofSeconds(5));
  }

  private String sentence(Seen seen) {
    UnitFacts now = seen.facts();
    // A restart starts what is stopped; the sentence says what will really happen.
    String word = now.up() ? verb.word : "start";
    String first = now.failed() ? " (its count of failed starts is reset first)" : "";
    String idle = idle(now) ? " (it runs already: nothing will change)" : "";
    return word + " service " + seen.shown() + first + idle;
  }

  private boolean idle(UnitFacts now) {
    return verb == Verb.START && now.up();
  }

  private static List<String> details(Seen seen) {
    UnitFacts now = seen.facts();
    List<String> details = new ArrayList<>();
    details.add("now " + now.shown() + ", defined in " + now.fragment());
    if (now.stale()) {
      details.add(
          "its files were changed and systemd has not read them: it will run as it was before"
              + " (systemctl daemon-reload)");
    }
    return details;
  }

  @Override
  public Optional<String> drift(Nothing args, ActionContext ctx)
      throws ActionException, InterruptedException {
    return door.drift(ctx);
  }

  @Override
  public String capture(Nothing args, ActionContext ctx)
      throws ActionException, InterruptedException {
    return Before.of(door.approved(ctx)).toJson();
  }

  @Override
  public ActionResult run(Nothing args, ActionContext ctx)
      throws ActionException, InterruptedException {
    Seen seen = door.approved(ctx);
    if (idle(seen.facts())) {
      return ActionResult.done("service " + seen.shown() + " runs already");
    }
    if (seen.facts().failed()) {
      ActionResult reset = door.order(seen, "reset-failed", "reset the failed starts of");
      if (reset.exitCode() == null || reset.exitCode() != 0) {
        return reset;
      }
    }
    return door.order(seen, verb.word, seen.facts().up() ? verb.did : "started");
  }

  @Override
  public ActionResult undo(Nothing args, String captured, ActionContext ctx)
      throws ActionException, InterruptedException {
    Before before = undoable(captured);
    Seen seen = door.again(before, ctx);
    if (before.up() || !seen.facts().up()) {
      return ActionResult.done("service " + seen.shown() + " is as it was: " + before.shown());
    }
    return door.order(seen, "stop", "stopped");
  }

  @Override
  public Preview previewUndo(Nothing args, String captured, ActionContext ctx)
      throws ActionException, InterruptedException {
    Before before = undoable(captured);
    Seen seen = door.again(before, ctx);
    boolean idle = before.up() || !seen.facts().up();
    return new Preview(
        (idle ? "leave service %s as it is" : "stop service %s again").formatted(seen.shown()),
        List.of("now " + seen.facts().shown() + "; before the step it was " + before.shown()),
        List.of(seen.line()),
        0,
        door.risk(Risk.MEDIUM, seen),
        Reversal.by("starts it again"),
        Duration.ofSeconds(5));
  }

  private Before undoable(String captured) throws ActionException {
    Before before = Before.read(captured);
    if (before.up() && verb == Verb.RESTART) {
      throw new ActionException(
          Effect.NONE, "undoing: a restart of a service that ran cannot be taken back");
    }
    return before;
  }
}
