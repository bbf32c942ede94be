package nightshift.engine.work;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
import nightshift.engine.learn.LearningRules;
import nightshift.engine.learn.Rise;
import nightshift.engine.learn.Standing;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerView;

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
   * @param rung how much it is to do by itself
   * @param risk the highest risk that it is to do that with; low when it is not said, as in plans
   *     that were drawn up before there was a choice
   */
  public record To(Autonomy rung, Optional<Risk> risk) {
    Rise rise() {
      return new Rise(rung, risk.orElse(Risk.LOW));
    }
  }

  /** Arguments that mean this. */
  static Map<String, Object> arguments(Rise to) {
    return Map.of("rung", to.rung().word(), "risk", to.risk().word());
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

  private Evidence evidence(Risk risk, Standing s) {
    return ledger.read(v -> evidence(v, risk, s, library.get().learning(), clock.instant()));
  }

  /** What speaks now for letting it rise with plans of this risk. */
  static Evidence evidence(
      LedgerView view, Risk risk, Standing s, LearningRules rules, Instant now) {
    return Evidence.of(
        risk, view.observations(s.playbook(), Experience.MOST), s, now, rules.halfLife());
  }

  @Override
  public Preview preview(To args, ActionContext ctx) throws ActionException {
    Rise to = args.rise();
    Standing s = standing(ctx);
    Evidence evidence = evidence(to.risk(), s);
    return new Preview(
        LadderWords.promotion(s, to),
        LadderWords.details(s, to, evidence, library.get().rules().automaticUpTo()),
        List.of(object(s)),
        0,
        Risk.LOW,
        Reversal.by("goes back to " + LadderWords.rung(s)),
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
    return evidence(args.rise().risk(), s).enough()
        ? Optional.empty()
        : Optional.of("the evidence is no longer enough");
  }

  @Override
  public String capture(To args, ActionContext ctx) throws ActionException {
    return Stood.of(standing(ctx)).text();
  }

  @Override
  public ActionResult run(To args, ActionContext ctx) throws ActionException {
    Rise to = args.rise();
    // Once more, in the transaction that does it: only from where it was approved.
    return move(
        ctx,
        "people allowed it",
        s ->
            Optional.of(to)
                .filter(_ -> ctx.objects().contains(object(s)))
                .filter(_ -> to.rung().compareTo(s.ceiling()) <= 0));
  }

  @Override
  public ActionResult undo(To args, String captured, ActionContext ctx) throws ActionException {
    Stood back = Stood.read(captured).orElseThrow(() -> refused("there is no rung " + captured));
    return back.below(standing(ctx)).isPresent()
        ? move(ctx, "people took it back", back::below)
        : ActionResult.done("it stands no higher already");
  }

  private ActionResult move(
      ActionContext ctx, String why, Function<Standing, Optional<Rise>> whereTo)
      throws ActionException {
    String because = why + " (step " + ctx.reference() + ")";
    Optional<Rise> moved =
        ledger.write(tx -> {
          Optional<Standing> from = tx.standing(ctx.target().name());
          Optional<Rise> to = from.flatMap(whereTo);
          to.ifPresent(r -> tx.stand(from.get().at(r.rung(), r.risk(), clock.instant(), because)));
          return to;
        });
    return moved
        .map(to ->
            ActionResult.done("playbook " + ctx.target().name() + " is on " + LadderWords.rung(to)))
        .orElseThrow(() -> refused("the playbook changed, or stands elsewhere now"));
  }

  @Override
  public Preview previewUndo(To args, String captured, ActionContext ctx) throws ActionException {
    return new Preview(
        "let playbook "
            + ctx.target().name()
            + " go back to "
            + Stood.read(captured).map(Stood::rise).map(LadderWords::rung).orElse(captured),
        List.of(),
        List.of(object(standing(ctx))),
        0,
        Risk.LOW,
        Reversal.none("undo of an undo"),
        Duration.ofSeconds(1));
  }
}
