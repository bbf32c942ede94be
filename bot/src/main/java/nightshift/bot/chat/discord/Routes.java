package nightshift.bot.chat.discord;

import java.util.Optional;
import nightshift.config.DiscordSettings;
import nightshift.engine.alert.Alert;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanId;
import nightshift.engine.policy.Glob;
import nightshift.engine.port.LedgerView;

/** Which channel a plan's card goes to. Pure but for what it reads. */
final class Routes {

  // An undo of an undo of an undo: nobody goes further.
  private static final int GENERATIONS = 10;

  private final DiscordSettings settings;

  Routes(DiscordSettings settings) {
    this.settings = settings;
  }

  /** The channel for this plan; the usual one when no route fits. */
  String channel(LedgerView view, PlanId id) {
    Optional<Plan> plan = view.plan(id);
    Optional<Alert> alert = plan.flatMap(p -> alert(view, p));
    return plan.flatMap(p ->
            settings.routes().stream()
                .filter(r -> fits(r, p, alert))
                .map(DiscordSettings.Route::channel)
                .findFirst())
        .orElse(settings.channel());
  }

  /** The alert behind a plan; an undo has its parent's. */
  private static Optional<Alert> alert(LedgerView view, Plan plan) {
    Plan at = plan;
    for (int i = 0; i < GENERATIONS; i++) {
      String id = at.draft().alertId();
      PlanId parent = at.draft().parent();
      if (id != null) {
        return view.alert(id);
      }
      Optional<Plan> up = parent == null ? Optional.empty() : view.plan(parent);
      if (up.isEmpty()) {
        return Optional.empty();
      }
      at = up.get();
    }
    return Optional.empty();
  }

  private static boolean fits(DiscordSettings.Route route, Plan plan, Optional<Alert> alert) {
    boolean playbook =
        route.playbooks().isEmpty() || Glob.any(route.playbooks(), plan.draft().playbook().name());
    boolean severity =
        route.severities().isEmpty()
            || alert.filter(a -> route.severities().contains(a.severity())).isPresent();
    boolean match =
        route.match().isEmpty()
            || alert.filter(a -> route.match().get().mismatch(a).isEmpty()).isPresent();
    return playbook && severity && match;
  }
}
