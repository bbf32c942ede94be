package nightshift.engine.work;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Preview;
import nightshift.engine.action.Reversal;
import nightshift.engine.action.Risk;
import nightshift.engine.card.LadderWords;
import nightshift.engine.learn.Evidence;
import nightshift.engine.learn.Standing;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.port.Ledger;

/**
 * Lets a playbook do more by itself: an action like any other, so that people allow it like any
 * other. No playbook can name it. Demoting does not come here: it needs nobody's leave.
 */
final class Promote implements ActionKind<Promote.To> {

  /** Its name in plans. */
  static final String NAME = "playbook.promote";

  private final Ledger ledger;
  private final InstantSource clock;
  private final Supplier<Library> library;

  Promote(Ledger ledger, InstantSource clock, Supplier<Library> library) {
    this.ledger = ledger;
    this.clock = clock;
    this.library = library;
  }

  /**
   * @param rung the rung's word
   */
  public record To(String rung) {
    Autonomy autonomy() throws ActionException {
      for (Autonomy a : Autonomy.values()) {
        if (a.word().equals(rung)) {
          return a;
        }
      }
      throw refused("there is no rung " + rung);
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Class<To> arguments() {
    return To.class;
  }

  @Override
  public Risk floor() {
    return Risk.LOW;
  }

  @Override
  public String targetKind() {
    return Ladder.KIND;
  }

  @Override
  public Duration timeout(To args) {
    return Duration.ofSeconds(10);
  }

  private static ActionException refused(String why) {
    return new ActionException(Effect.NONE, "promoting a playbook: " + why);
  }

  private Standing standing(ActionContext ctx) throws ActionException {
    return ledger
        .read(v -> v.standing(ctx.target().name()))
        .orElseThrow(() -> refused("there is no playbook " + ctx.target().name()));
  }

  private Evidence evidence(Standing s) {
    return ledger.read(v -> Promotions.evidence(v, s, library.get().learning(), clock.instant()));
  }

  @Override
  public Preview preview(To args, ActionContext ctx) throws ActionException {
    Autonomy to = args.autonomy();
    Standing s = standing(ctx);
    Evidence evidence = evidence(s);
    return new Preview(
        LadderWords.promotion(s, to),
        LadderWords.details(s, to, evidence),
        List.of(object(s)),
        0,
        Risk.LOW,
        Reversal.by("goes back to " + s.rung().word()),
        Duration.ofSeconds(1));
  }

  /** What was approved: this content, coming from this rung, on which it has been since then. */
  private static String object(Standing s) {
    return "playbook %s %s %s %s"
        .formatted(s.playbook().name(), s.playbook().hash(), s.rung().word(), s.since());
  }

  @Override
  public Optional<String> drift(To args, ActionContext ctx) throws ActionException {
    Standing s = standing(ctx);
    if (!ctx.objects().contains(object(s))) {
      return Optional.of("the playbook changed, or stands elsewhere now");
    }
    return evidence(s).enough()
        ? Optional.empty()
        : Optional.of("the evidence is no longer enough");
  }

  @Override
  public String capture(To args, ActionContext ctx) throws ActionException {
    return standing(ctx).rung().word();
  }

  @Override
  public ActionResult run(To args, ActionContext ctx) throws ActionException {
    Autonomy to = args.autonomy();
    // Once more, in the transaction that does it: only from where it was approved.
    return move(
        to,
        ctx,
        "people allowed it",
        s -> ctx.objects().contains(object(s)) && to.compareTo(s.ceiling()) <= 0);
  }

  @Override
  public ActionResult undo(To args, String captured, ActionContext ctx) throws ActionException {
    Autonomy back = new To(captured).autonomy();
    return standing(ctx).rung().compareTo(back) <= 0
        ? ActionResult.done("it stands no higher already")
        : move(back, ctx, "people took it back", s -> s.rung().compareTo(back) > 0);
  }

  private ActionResult move(Autonomy to, ActionContext ctx, String why, Predicate<Standing> still)
      throws ActionException {
    boolean moved =
        ledger.write(tx -> {
          Optional<Standing> from = tx.standing(ctx.target().name()).filter(still);
          from.ifPresent(
              s -> tx.stand(s.at(to, clock.instant(), why + " (step " + ctx.reference() + ")")));
          return from.isPresent();
        });
    if (!moved) {
      throw refused("the playbook changed, or stands elsewhere now");
    }
    return ActionResult.done("playbook " + ctx.target().name() + " is on " + to.word());
  }

  @Override
  public Preview previewUndo(To args, String captured, ActionContext ctx) throws ActionException {
    return new Preview(
        "let playbook " + ctx.target().name() + " go back to " + captured,
        List.of(),
        List.of(object(standing(ctx))),
        0,
        Risk.LOW,
        Reversal.none("undo of an undo"),
        Duration.ofSeconds(1));
  }
}
