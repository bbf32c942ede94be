package nightshift.bot.http.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import nightshift.bot.http.Authenticator;
import nightshift.bot.http.Bodies;
import nightshift.bot.http.Caller;
import nightshift.bot.http.Doors;
import nightshift.bot.http.Problem;
import nightshift.bot.http.Routes;
import nightshift.engine.alert.Text;
import nightshift.engine.plan.Plan;
import nightshift.engine.policy.Vote;
import nightshift.engine.port.ChatInbox.Receipt;
import nightshift.engine.port.ChatInbox.Verdict;

/**
 * What people can do to a plan. The person is the token's; the engine decides whether they may, and
 * writes down when they may not.
 */
public final class PressRoutes implements Routes {

  /** Names one press, so that a client may safely send it again. */
  public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  private static final Pattern KEY = Pattern.compile("[!-~]{1,128}");
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{6,64}");

  private final Doors doors;
  private final Authenticator authenticator;

  /** In front of the engine. */
  public PressRoutes(Doors doors, Authenticator authenticator) {
    this.doors = doors;
    this.authenticator = authenticator;
  }

  @Override
  public void addTo(JavalinConfig config) {
    String plan = Paths.ROOT + "/plans/{id}/";
    config.routes.post(plan + "approve", ctx -> decide(ctx, Vote.Choice.APPROVE));
    config.routes.post(plan + "canary", ctx -> decide(ctx, Vote.Choice.CANARY));
    config.routes.post(plan + "reject", ctx -> decide(ctx, Vote.Choice.REJECT));
    config.routes.post(plan + "undo", this::undo);
    config.routes.post(plan + "retry", this::retry);
    config.routes.post(plan + "settle", this::settle);
    config.routes.post(plan + "feedback", this::feedback);
  }

  private void decide(Context ctx, Vote.Choice choice) {
    Caller caller = presser(ctx);
    JsonNode body = Bodies.object(ctx, List.of("userId", "digest", "revision", "reason"));
    Plan plan = Paths.plan(ctx, doors.ledger());
    samePerson(caller, body, plan);
    String interaction = interaction(ctx, caller);
    Receipt receipt =
        doors
            .inbox()
            .decide(
                plan.id(),
                revision(body, plan),
                digest(body, plan),
                choice,
                caller.voter(),
                interaction,
                Bodies.text(body, "reason"));
    Receipts.answer(ctx, again(receipt, choice, interaction), doors.ledger());
  }

  private void undo(Context ctx) {
    Caller caller = presser(ctx);
    JsonNode body = Bodies.object(ctx, List.of("userId"));
    Plan plan = Paths.plan(ctx, doors.ledger());
    samePerson(caller, body, plan);
    answer(ctx, doors.inbox().undo(plan.id(), caller.voter(), interaction(ctx, caller)));
  }

  private void retry(Context ctx) {
    Caller caller = presser(ctx);
    JsonNode body = Bodies.object(ctx, List.of("userId"));
    Plan plan = Paths.plan(ctx, doors.ledger());
    samePerson(caller, body, plan);
    answer(ctx, doors.inbox().retry(plan.id(), caller.voter(), interaction(ctx, caller)));
  }

  private void settle(Context ctx) {
    Caller caller = presser(ctx);
    JsonNode body = Bodies.object(ctx, List.of("userId", "fixed", "reason"));
    Plan plan = Paths.plan(ctx, doors.ledger());
    samePerson(caller, body, plan);
    if (!body.path("fixed").isBoolean()) {
      throw Problem.invalid("\"fixed\" must be true or false: say how the plan ended");
    }
    boolean fixed = body.path("fixed").booleanValue();
    String reason = Bodies.text(body, "reason");
    String interaction = interaction(ctx, caller);
    answer(ctx, doors.inbox().settle(plan.id(), fixed, caller.voter(), interaction, reason));
  }

  private void feedback(Context ctx) {
    Caller caller = presser(ctx);
    JsonNode body = Bodies.object(ctx, List.of("userId", "helped"));
    Plan plan = Paths.plan(ctx, doors.ledger());
    samePerson(caller, body, plan);
    if (!body.path("helped").isBoolean()) {
      throw Problem.invalid("\"helped\" must be true or false: say whether the fix helped");
    }
    boolean helped = body.path("helped").booleanValue();
    answer(
        ctx, doors.inbox().feedback(plan.id(), helped, caller.voter(), interaction(ctx, caller)));
  }

  private void answer(Context ctx, Receipt receipt) {
    Receipts.answer(ctx, receipt, doors.ledger());
  }

  /** The same press, sent again because its first answer was lost, is no conflict with itself. */
  private Receipt again(Receipt receipt, Vote.Choice choice, String interaction) {
    Plan plan = receipt.plan();
    if (receipt.verdict() != Verdict.CONFLICT || plan == null) {
      return receipt;
    }
    boolean ours =
        doors.ledger().read(v -> v.votes(plan.id(), plan.draft().revision())).stream()
            .anyMatch(v -> v.choice() == choice && v.interaction().equals(interaction));
    return ours ? new Receipt(Verdict.DUPLICATE, "This press is counted already.", plan) : receipt;
  }

  /** A sensor is refused before anything of its request is read, and that is written down. */
  private Caller presser(Context ctx) {
    Caller caller = authenticator.presser(ctx);
    if (caller.person().onlyHandsIn()) {
      Plan plan = Paths.plan(ctx, doors.ledger());
      denied(caller, plan, caller.person().name() + " may only hand in alerts");
    }
    return caller;
  }

  private void denied(Caller caller, Plan plan, String why) {
    Map<String, String> facts = Map.of("platform", caller.voter().platform(), "why", why);
    doors
        .ledger()
        .write(tx -> {
          tx.note(
              plan.id(), "denied-press", caller.person().name(), facts, doors.clock().instant());
          return true;
        });
    throw Problem.forbidden(why).type("not-allowed");
  }

  private void samePerson(Caller caller, JsonNode body, Plan plan) {
    String userId = Bodies.text(body, "userId");
    String name = caller.person().name();
    if (userId.isEmpty() || userId.equals(name)) {
      return;
    }
    String why = "userId names " + Text.line(userId, 100) + ", the token is " + name + "'s";
    denied(caller, plan, why + "; leave userId out");
  }

  private static String interaction(Context ctx, Caller caller) {
    String key = ctx.header(IDEMPOTENCY_KEY);
    if (key == null) {
      return UUID.randomUUID().toString();
    }
    if (!KEY.matcher(key).matches()) {
      throw Problem.badRequest(
          IDEMPOTENCY_KEY + " must be 1 to 128 printable characters without spaces");
    }
    // Two people may choose the same key; they are still two presses.
    return caller.person().name() + ":" + key;
  }

  private static int revision(JsonNode body, Plan plan) {
    JsonNode v = body.path("revision");
    if (v.isMissingNode() || v.isNull()) {
      return plan.draft().revision();
    }
    if (!v.isIntegralNumber() || !v.canConvertToInt()) {
      throw Problem.invalid("\"revision\" must be a whole number");
    }
    return v.intValue();
  }

  private static String digest(JsonNode body, Plan plan) {
    String digest = Bodies.text(body, "digest");
    if (!digest.isEmpty() && !DIGEST.matcher(digest).matches()) {
      throw Problem.invalid("\"digest\" must be the plan's digest, or at least its first 6 digits");
    }
    return digest.isEmpty() ? plan.draft().digest() : digest;
  }
}
