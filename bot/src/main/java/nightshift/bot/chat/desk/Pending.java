package nightshift.bot.chat.desk;

import java.util.ArrayList;
import java.util.List;
import nightshift.engine.alert.Alert;
import nightshift.engine.card.AlertWords;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.port.LedgerView;
import nightshift.engine.port.LedgerView.PlanQuery;
import nightshift.engine.port.LedgerView.Unanswered;
import nightshift.engine.work.Cards;
import nightshift.engine.work.Dismissals;

/** What waits for people. Pure, over one view of the ledger. */
final class Pending {

  private static final int MOST_PLANS = 50;
  private static final int MOST_ALERTS = 100;

  private Pending() {}

  static Answer answer(LedgerView view) {
    List<Plan> all =
        view.plans(PlanQuery.in(LedgerView.MOST, PlanState.AWAITING_APPROVAL, PlanState.IN_DOUBT));
    List<Plan> carded = all.stream().filter(p -> !Cards.covered(p)).toList();
    List<String> lines =
        new ArrayList<>(carded.stream().limit(MOST_PLANS).map(PlanText::line).toList());
    if (carded.size() > MOST_PLANS) {
      lines.add("and " + (carded.size() - MOST_PLANS) + " more");
    }
    int pooled = all.size() - carded.size();
    if (pooled > 0 && carded.stream().noneMatch(Plan::isBatch)) {
      lines.add(pooled + " of a storm wait too, and are asked for together");
    }
    lines.addAll(alerts(view));
    return new Answer(title(carded.size(), !lines.isEmpty()), lines, false, false);
  }

  private static String title(int plans, boolean anything) {
    if (plans == 0) {
      return anything ? "No plan waits for an answer." : "Nothing waits for anybody.";
    }
    return plans == 1 ? "1 plan waits:" : plans + " plans wait:";
  }

  private static List<String> alerts(LedgerView view) {
    List<String> out = new ArrayList<>();
    firing(view, Dismissals.NO_PLAYBOOK, "that no playbook knows", out);
    firing(view, Dismissals.NO_TARGET, "whose playbook finds no valid target in them", out);
    return out;
  }

  private static void firing(LedgerView view, String outcome, String which, List<String> out) {
    List<Alert> alerts =
        view.unanswered(List.of(outcome), MOST_ALERTS).stream().map(Unanswered::alert).toList();
    if (!alerts.isEmpty()) {
      out.add(AlertWords.firing(alerts, alerts.size() == MOST_ALERTS, which));
    }
  }
}
