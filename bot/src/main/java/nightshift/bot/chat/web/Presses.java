package nightshift.bot.chat.web;

import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import nightshift.engine.action.Durations;
import nightshift.engine.action.Risk;
import nightshift.engine.alert.Text;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanId;
import nightshift.engine.policy.Person;
import nightshift.engine.policy.Vote;
import nightshift.engine.port.ChatInbox;
import nightshift.engine.port.ChatInbox.Receipt;
import nightshift.engine.port.ChatInbox.Verdict;
import nightshift.engine.port.Ledger;
import org.jspecify.annotations.Nullable;

/** Takes presses to the engine and tells the presser alone what came of them. */
final class Presses {

  private final Ledger ledger;
  private final Supplier<ChatInbox> inbox;
  private final InstantSource clock;

  Presses(Ledger ledger, Supplier<ChatInbox> inbox, InstantSource clock) {
    this.ledger = ledger;
    this.inbox = inbox;
    this.clock = clock;
  }

  /** Approve. A critical plan wants its target's name typed. */
  void approve(Context ctx, Visitor visitor) {
    onPlan(
        ctx,
        visitor,
        DialogView.Question.APPROVE,
        (plan, press) -> {
          String target = plan.draft().target().name();
          if (plan.draft().risk() == Risk.CRITICAL
              && !target.equals(field(ctx, "confirm").strip())) {
            return refuse("To approve a critical plan, type " + target + " exactly.");
          }
          return press.decide(Vote.Choice.APPROVE, reason(ctx));
        });
  }

  /** Approve a batch, one of its plans first. */
  void canary(Context ctx, Visitor visitor) {
    onPlan(ctx, visitor, null, (_, press) -> press.decide(Vote.Choice.CANARY, ""));
  }

  /** Reject, with a reason. */
  void reject(Context ctx, Visitor visitor) {
    onPlan(
        ctx,
        visitor,
        DialogView.Question.REJECT,
        (plan, press) -> {
          String reason = reason(ctx);
          return reason.isBlank()
              ? refuse("Say why, in a few words: the others will read it.")
              : press.decide(Vote.Choice.REJECT, reason);
        });
  }

  /** Cancel what is about to run by itself. */
  void cancel(Context ctx, Visitor visitor) {
    onPlan(ctx, visitor, null, (_, press) -> press.decide(Vote.Choice.REJECT, ""));
  }

  /** Close the breaker of the plan's playbook. */
  void closeBreaker(Context ctx, Visitor visitor) {
    onPlan(
        ctx,
        visitor,
        null,
        (plan, _) ->
            inbox
                .get()
                .closeBreaker(
                    plan.draft().playbook().name(),
                    visitor.voter(),
                    "pressed on plan " + plan.id()));
  }

  /** Undo: a new plan. */
  void undo(Context ctx, Visitor visitor) {
    onPlan(
        ctx,
        visitor,
        null,
        (plan, press) -> inbox.get().undo(plan.id(), visitor.voter(), press.interaction()));
  }

  /** Try again: a new plan. */
  void retry(Context ctx, Visitor visitor) {
    onPlan(
        ctx,
        visitor,
        null,
        (plan, press) -> inbox.get().retry(plan.id(), visitor.voter(), press.interaction()));
  }

  /** Whether a fix helped. */
  void feedback(Context ctx, Visitor visitor, boolean helped) {
    onPlan(
        ctx,
        visitor,
        null,
        (plan, press) ->
            inbox.get().feedback(plan.id(), helped, visitor.voter(), press.interaction()));
  }

  /** How a plan in doubt ended. */
  void settle(Context ctx, Visitor visitor) {
    boolean fixed = field(ctx, "fixed").equals("true");
    var question = fixed ? DialogView.Question.FIXED : DialogView.Question.NOT_FIXED;
    onPlan(
        ctx,
        visitor,
        question,
        (plan, press) ->
            inbox
                .get()
                .settle(plan.id(), fixed, visitor.voter(), press.interaction(), reason(ctx)));
  }

  /** Pull the brake. */
  void pause(Context ctx, Visitor visitor) {
    Receipt receipt = admin(visitor, () -> paused(ctx, visitor));
    Answers.elsewhere(ctx, visitor, Notice.of(receipt, null), "/");
  }

  private Receipt paused(Context ctx, Visitor visitor) {
    String span = field(ctx, "for").strip();
    Optional<Duration> length = Durations.parse(span).filter(Duration::isPositive);
    if (reason(ctx).isBlank()) {
      return refuse("Say why, in a few words: the others will read it.");
    }
    if (!span.isEmpty() && length.isEmpty()) {
      return refuse("How long is a time such as 30m or 2h. Nothing was paused.");
    }
    Instant until = length.map(clock.instant()::plus).orElse(null);
    return inbox.get().pause(visitor.voter(), reason(ctx), until);
  }

  /** Let the brake go. */
  void resume(Context ctx, Visitor visitor) {
    Receipt receipt = admin(visitor, () -> inbox.get().resume(visitor.voter()));
    Answers.elsewhere(ctx, visitor, Notice.of(receipt, null), "/");
  }

  private static Receipt admin(Visitor visitor, Supplier<Receipt> deed) {
    return visitor.person().is(Person.ADMIN)
        ? deed.get()
        : new Receipt(
            Verdict.NOT_ALLOWED, "Only people with the role admin may pause and resume.", null);
  }

  /** What is done with a plan that exists. */
  private interface Deed {
    Receipt on(Plan plan, Press press);
  }

  /** What the form said about what the presser saw. */
  private record Press(
      ChatInbox inbox, PlanId plan, int revision, String digest, Visitor by, String interaction) {
    Receipt decide(Vote.Choice choice, String reason) {
      return inbox.decide(plan, revision, digest, choice, by.voter(), interaction, reason);
    }
  }

  private void onPlan(
      Context ctx, Visitor visitor, DialogView.@Nullable Question question, Deed deed) {
    Optional<Plan> plan = Pages.named(ctx).flatMap(id -> ledger.read(v -> v.plan(id)));
    if (plan.isEmpty()) {
      Pages.missing(ctx, "plan of this number");
      return;
    }
    PlanId id = plan.get().id();
    Receipt receipt =
        press(ctx, visitor, id)
            .map(p -> deed.on(plan.get(), p))
            .orElseGet(() -> refuse("This form is not complete. Load the page again."));
    Shown after = ledger.read(v -> Shown.read(v, v.plan(id).orElse(plan.get()), visitor.person()));
    new Answers(ctx, visitor, clock.instant()).about(after, receipt, question);
  }

  private Optional<Press> press(Context ctx, Visitor visitor, PlanId plan) {
    String revision = field(ctx, "revision");
    String interaction = field(ctx, Forms.INTERACTION);
    if (!revision.matches("\\d{1,9}") || !interaction.matches("[A-Za-z0-9_-]{20,64}")) {
      return Optional.empty();
    }
    return Optional.of(
        new Press(
            inbox.get(),
            plan,
            Integer.parseInt(revision),
            Text.line(field(ctx, "digest"), 64),
            visitor,
            interaction));
  }

  private static Receipt refuse(String message) {
    return new Receipt(Verdict.INVALID, message, null);
  }

  private static String reason(Context ctx) {
    return Text.block(field(ctx, "reason"), DialogView.MAX_REASON).strip();
  }

  private static String field(Context ctx, String name) {
    String value = ctx.formParam(name);
    return value == null ? "" : value;
  }
}
