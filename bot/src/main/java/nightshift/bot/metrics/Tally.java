package nightshift.bot.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import nightshift.engine.alert.Alert;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.plan.Step;
import nightshift.engine.port.LedgerView;
import nightshift.engine.port.LedgerView.LedgerEvent;

/** Counts one event of the log. */
final class Tally {

  private static final double MILLIS = 1_000;

  private final Meters meters;
  private final Words words;

  Tally(Meters meters, Words words) {
    this.meters = meters;
    this.words = words;
  }

  /**
   * @param facts the event's payload
   */
  void count(LedgerView view, LedgerEvent event, JsonNode facts) {
    switch (event.type()) {
      case "alert-not-planned" -> meters.notPlanned.inc();
      case "vote" ->
          meters
              .votes
              .labelValues(words.platform(text(facts, "platform")), text(facts, "choice"))
              .inc();
      case "denied-press" ->
          meters.denied.labelValues(words.platform(text(facts, "platform"))).inc();
      default -> plan(view, event).ifPresent(p -> count(view, event, facts, p));
    }
  }

  private static Optional<Plan> plan(LedgerView view, LedgerEvent event) {
    return Optional.ofNullable(event.plan()).flatMap(view::plan);
  }

  private void count(LedgerView view, LedgerEvent event, JsonNode facts, Plan plan) {
    String risk = plan.draft().risk().word();
    String playbook = words.playbook(plan.draft().playbook().name());
    switch (event.type()) {
      case "plan-opened" -> meters.opened.labelValues(playbook, risk).inc();
      case "step-ended" -> step(facts, plan);
      case "approved" -> approved(event, facts, plan, risk);
      case "verified" -> fixed(view, event, plan, risk);
      default -> {}
    }
    String to = text(facts, "to");
    if (ending(to)) {
      meters.ended.labelValues(playbook, risk, to).inc();
    }
  }

  private static boolean ending(String to) {
    for (PlanState state : PlanState.values()) {
      if (state.terminal() && state.word().equals(to)) {
        return true;
      }
    }
    return false;
  }

  private void step(JsonNode facts, Plan plan) {
    int index = facts.path("index").asInt();
    plan.draft().steps().stream()
        .filter(s -> s.index() == index)
        .map(Step::kind)
        .forEach(kind ->
            meters.steps.labelValues(kind, text(facts, "phase"), text(facts, "status")).inc());
  }

  // What the playbook allowed by itself waited for nobody.
  private void approved(LedgerEvent event, JsonNode facts, Plan plan, String risk) {
    if (!text(facts, "where").equals("playbook")) {
      meters.approval.labelValues(risk).observe(seconds(plan.createdAt(), event.at()));
    }
  }

  private void fixed(LedgerView view, LedgerEvent event, Plan plan, String risk) {
    String alertId = plan.draft().alertId();
    if (alertId != null && !plan.isUndo()) {
      Optional<Alert> alert = view.alert(alertId);
      alert.ifPresent(
          a -> meters.fix.labelValues(risk).observe(seconds(a.receivedAt(), event.at())));
    }
  }

  private static double seconds(java.time.Instant from, java.time.Instant to) {
    return Math.max(0, Duration.between(from, to).toMillis() / MILLIS);
  }

  private static String text(JsonNode facts, String field) {
    return facts.path(field).asText("");
  }
}
