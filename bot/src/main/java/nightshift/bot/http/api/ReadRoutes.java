package nightshift.bot.http.api;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import nightshift.bot.http.Authenticator;
import nightshift.bot.http.Doors;
import nightshift.bot.http.PassedOver;
import nightshift.bot.http.Problem;
import nightshift.bot.http.Routes;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.port.LedgerView;
import nightshift.engine.port.LedgerView.PlanQuery;
import nightshift.engine.work.Dismissals;

/**
 * Plans to read: those that wait, one, and all that ever were. Everybody with a token may, but for
 * sensors.
 */
public final class ReadRoutes implements Routes {

  private static final int DEFAULT_LIMIT = 50;
  private static final int MOST = 100;
  private static final int MOST_PENDING = 1_000;
  private static final int MOST_UNANSWERED = 100;
  private static final int FARTHEST = 10_000_000;
  private static final List<String> PARAMETERS =
      List.of("limit", "offset", "state", "status", "playbook", "target", "since", "q");

  private final Doors doors;
  private final Authenticator authenticator;

  /** On top of the ledger. */
  public ReadRoutes(Doors doors, Authenticator authenticator) {
    this.doors = doors;
    this.authenticator = authenticator;
  }

  @Override
  public void addTo(JavalinConfig config) {
    config.routes.get(Paths.ROOT + "/plans/pending", this::pending);
    config.routes.get(Paths.ROOT + "/plans/{id}", this::one);
    config.routes.get(Paths.ROOT + "/history", this::history);
  }

  private void pending(Context ctx) {
    authenticator.caller(ctx);
    PlanQuery waiting = PlanQuery.in(MOST_PENDING, PlanState.DRAFTED, PlanState.AWAITING_APPROVAL);
    PlanQuery doubtful = PlanQuery.in(MOST_PENDING, PlanState.IN_DOUBT);
    SequencedMap<String, Object> answer = new LinkedHashMap<>();
    doors
        .ledger()
        .read(v -> {
          answer.put("plans", shown(v, v.plans(waiting)));
          answer.put("inDoubt", shown(v, v.plans(doubtful)));
          answer.put(
              "unanswered",
              v.unanswered(Dismissals.ALL, MOST_UNANSWERED).stream()
                  .map(PlanJson::unanswered)
                  .toList());
          return true;
        });
    ctx.json(answer);
  }

  private void one(Context ctx) {
    authenticator.caller(ctx);
    Plan plan = Paths.plan(ctx, doors.ledger());
    ctx.json(
        doors
            .ledger()
            .read(v -> {
              var out = PlanJson.of(v, v.plan(plan.id()).orElse(plan));
              out.put("passedOver", PassedOver.of(v.events(plan.id())));
              return out;
            }));
  }

  private void history(Context ctx) {
    authenticator.caller(ctx);
    PlanQuery query = query(Query.of(ctx, PARAMETERS));
    SequencedMap<String, Object> answer = new LinkedHashMap<>();
    doors
        .ledger()
        .read(v -> {
          answer.put("history", shown(v, v.plans(query)));
          answer.put("total", v.count(query));
          return true;
        });
    answer.put("limit", query.limit());
    answer.put("offset", query.offset());
    ctx.json(answer);
  }

  private PlanQuery query(Query q) {
    return new PlanQuery(
        states(q),
        q.text("playbook"),
        q.text("target"),
        q.since("since", doors.clock().instant()),
        q.text("q"),
        q.number("limit", DEFAULT_LIMIT, 1, MOST),
        q.number("offset", 0, 0, FARTHEST));
  }

  private static List<PlanState> states(Query q) {
    if (q.text("state") != null && q.text("status") != null) {
      throw q.wrong("state", "says the same as status: give one of them");
    }
    List<PlanState> out = new ArrayList<>();
    for (String name : List.of("state", "status")) {
      String words = q.text(name);
      if (words != null) {
        PlanState.unknown(words)
            .ifPresent(why -> {
              throw Problem.badRequest(why).with("parameter", name);
            });
        out.addAll(PlanState.named(words));
      }
    }
    return out;
  }

  private static List<Map<String, ?>> shown(LedgerView view, List<Plan> plans) {
    List<Map<String, ?>> out = new ArrayList<>();
    plans.forEach(p -> out.add(PlanJson.of(view, p)));
    return out;
  }
}
