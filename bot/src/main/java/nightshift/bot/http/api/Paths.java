package nightshift.bot.http.api;

import io.javalin.http.Context;
import java.util.Optional;
import java.util.regex.Pattern;
import nightshift.bot.http.Problem;
import nightshift.engine.alert.Text;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanId;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerView;

/** Where things are, and what a path names. */
final class Paths {

  /** Before every path about plans. */
  static final String ROOT = "/api/v1/remediation";

  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
  private static final Pattern UID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private Paths() {}

  /**
   * The plan that {@code {id}} names, by number or by full id.
   *
   * @throws Problem 404 when there is none
   */
  static Plan plan(Context ctx, Ledger ledger) {
    String id = ctx.pathParam("id");
    return ledger
        .read(view -> find(view, id))
        .orElseThrow(() -> Problem.notFound("there is no plan \"" + Text.line(id, 64) + "\""));
  }

  private static Optional<Plan> find(LedgerView view, String id) {
    if (NUMBER.matcher(id).matches()) {
      long number = Long.parseLong(id);
      return number < 1 ? Optional.empty() : view.plan(new PlanId(number));
    }
    return UID.matcher(id).matches() ? view.planByUid(id) : Optional.empty();
  }
}
