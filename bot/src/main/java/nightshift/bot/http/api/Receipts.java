package nightshift.bot.http.api;

import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.SequencedMap;
import nightshift.bot.http.Problem;
import nightshift.engine.plan.Plan;
import nightshift.engine.port.ChatInbox.Receipt;
import nightshift.engine.port.ChatInbox.Verdict;
import nightshift.engine.port.Ledger;
import org.jspecify.annotations.Nullable;

/** Turns what the engine says of a press into an HTTP answer. */
final class Receipts {

  private Receipts() {}

  /**
   * Answers with the receipt.
   *
   * @throws Problem when nothing was done
   */
  static void answer(Context ctx, Receipt receipt, Ledger ledger) {
    int status = status(receipt.verdict());
    if (status != 200) {
      throw problem(receipt, status);
    }
    SequencedMap<String, @Nullable Object> out = new LinkedHashMap<>();
    out.put("success", true);
    out.put("verdict", word(receipt.verdict()));
    out.put("message", receipt.message());
    Plan plan = receipt.plan();
    if (plan != null) {
      out.put("plan", ledger.read(v -> PlanJson.of(v, v.plan(plan.id()).orElse(plan))));
    }
    ctx.json(out);
  }

  private static int status(Verdict verdict) {
    return switch (verdict) {
      case ACCEPTED, COUNTED, DUPLICATE -> 200;
      case CONFLICT, STALE -> 409;
      case EXPIRED -> 410;
      case NOT_ALLOWED -> 403;
      case NOT_FOUND -> 404;
      case INVALID, REFUSED -> 422;
    };
  }

  private static Problem problem(Receipt receipt, int status) {
    Problem problem = new Problem(status, receipt.message()).type(word(receipt.verdict()));
    Plan plan = receipt.plan();
    if (plan == null) {
      return problem;
    }
    problem.with("plan", plan.id().number()).with("state", plan.state().word());
    Plan.Decision decision = plan.decision();
    if (decision != null) {
      problem
          .with("decidedBy", decision.by())
          .with("decidedWhere", decision.where())
          .with("decidedAt", decision.at().toString());
    }
    return problem;
  }

  private static String word(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
