package nightshift.engine.contract;

import static nightshift.engine.contract.Samples.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import nightshift.engine.alert.Alert;
import nightshift.engine.alert.Signal;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanEvent;
import nightshift.engine.port.LedgerTx.Admission;
import nightshift.engine.port.LedgerView.Unanswered;
import org.junit.jupiter.api.Test;

/** What every ledger must do with alerts. */
interface AlertsContract extends LedgerFixture {

  private Admission admit(Alert alert) {
    return write(tx -> tx.admit(alert));
  }

  private Signal.Resolved over(String fingerprint) {
    return new Signal.Resolved("alertmanager", fingerprint, after(100));
  }

  private Plan planFor(String alert) {
    Plan plan = write(tx -> tx.open(draft("web", alert, null, 1), T0)).orElseThrow();
    run(tx -> tx.planned(alert, "plan " + plan.id(), T0));
    return plan;
  }

  @Test
  default void an_admitted_alert_is_read_back_whole() {
    assertThat(admit(alert("a"))).isEqualTo(Admission.NEW);
    Alert read = read(v -> v.alert("a")).orElseThrow();
    assertThat(read).isEqualTo(alert("a"));
    assertThat(read.labels().sequencedKeySet()).containsExactly("severity", "alertname");
    assertThat(read.details().get("exitCode")).isEqualTo(137L);
    one(v -> v.alert("b")).isEmpty();
  }

  @Test
  default void firings_of_one_problem_are_counted_since_a_time() {
    admit(alert("a", "web", T0));
    run(tx -> tx.resolve(over("web")));
    admit(alert("b", "web", after(60)));
    admit(alert("c", "db", after(60)));
    figure(v -> v.firings("alertmanager", "web", T0)).isEqualTo(2);
    figure(v -> v.firings("alertmanager", "web", after(30))).isEqualTo(1);
    figure(v -> v.firings("docker", "web", T0)).isZero();
  }

  @Test
  default void hostile_text_is_read_back_as_it_was() {
    Alert hostile = alert("x'; drop table plans; -- \"${id}\" :name <a> ?", "f':;\\", T0);
    assertThat(admit(hostile)).isEqualTo(Admission.NEW);
    one(v -> v.alert(hostile.id())).contains(hostile);
  }

  @Test
  default void the_same_start_of_the_same_problem_is_a_repeat_even_when_over() {
    admit(alert("a"));
    assertThat(admit(alert("other", "a", T0))).isEqualTo(Admission.REPEAT);
    run(tx -> tx.resolve(over("a")));
    assertThat(admit(alert("other", "a", T0))).isEqualTo(Admission.REPEAT);
    one(v -> v.alert("other")).isEmpty();
  }

  @Test
  default void another_start_of_an_open_problem_is_a_repeat_while_it_is_unplanned() {
    admit(alert("a"));
    assertThat(admit(alert("b", "a", after(60)))).isEqualTo(Admission.REPEAT);
  }

  @Test
  default void another_start_of_an_open_problem_is_a_repeat_while_its_plan_lives() {
    admit(alert("a"));
    Plan plan = planFor("a");
    assertThat(admit(alert("b", "a", after(60)))).isEqualTo(Admission.REPEAT);
    move(plan, new PlanEvent.Blocked(T0, "not safe"));
    assertThat(admit(alert("b", "a", after(60)))).isEqualTo(Admission.NEW);
  }

  @Test
  default void an_open_firing_without_a_live_plan_is_closed_in_favour_of_a_new_one() {
    admit(alert("a"));
    run(tx -> tx.planned("a", "no playbook", T0));
    assertThat(admit(alert("b", "a", after(60)))).isEqualTo(Admission.NEW);
    fact(v -> v.firing("a")).isFalse();
    fact(v -> v.firing("b")).isTrue();
  }

  @Test
  default void a_problem_that_came_back_after_it_was_over_is_new() {
    admit(alert("a"));
    run(tx -> tx.resolve(over("a")));
    assertThat(admit(alert("b", "a", after(200)))).isEqualTo(Admission.NEW);
  }

  @Test
  default void other_sources_and_fingerprints_are_other_problems() {
    admit(alert("a"));
    assertThat(admit(alert("b"))).isEqualTo(Admission.NEW);
    all(v -> v.unplanned(10)).hasSize(2);
  }

  @Test
  default void resolving_closes_every_open_firing_once() {
    admit(alert("a"));
    listed(tx -> tx.resolve(over("a"))).containsExactly("a");
    listed(tx -> tx.resolve(over("a"))).isEmpty();
    listed(tx -> tx.resolve(over("unheard-of"))).isEmpty();
    fact(v -> v.firing("a")).isFalse();
    fact(v -> v.firing("unheard-of")).isFalse();
    all(v -> v.unplanned(10)).isEmpty();
  }

  @Test
  default void unplanned_are_the_oldest_first_and_no_more_than_asked_for() {
    IntStream.range(0, 5).forEach(i -> admit(alert("a" + i)));
    all(v -> v.unplanned(3)).extracting(Alert::id).containsExactly("a0", "a1", "a2");
  }

  @Test
  default void a_planned_alert_is_not_looked_at_again() {
    admit(alert("a"));
    run(tx -> tx.planned("a", "no playbook", T0));
    all(v -> v.unplanned(10)).isEmpty();
    fact(v -> v.firing("a")).isTrue();
  }

  @Test
  default void unanswered_are_the_firings_dismissed_for_these_reasons_newest_first() {
    IntStream.range(0, 5).forEach(i -> admit(alert("a" + i)));
    run(tx -> tx.planned("a1", "no playbook", after(1)));
    run(tx -> tx.planned("a0", "it's a \"brake\"", after(2)));
    run(tx -> tx.planned("a2", "plan 7", after(3)));
    run(tx -> tx.planned("a3", "no playbook", after(4)));
    run(tx -> tx.resolve(over("a3")));
    List<String> reasons = List.of("no playbook", "it's a \"brake\"");
    all(v -> v.unanswered(reasons, 9))
        .containsExactly(
            new Unanswered(alert("a0"), "it's a \"brake\"", after(2)),
            new Unanswered(alert("a1"), "no playbook", after(1)));
    all(v -> v.unanswered(reasons, 1)).hasSize(1);
    all(v -> v.unanswered(List.of(), 9)).isEmpty();
  }

  @Test
  default void a_dismissed_firing_that_is_reconsidered_can_be_planned_at_once() {
    List.of("a", "b", "c").forEach(id -> admit(alert(id)));
    run(tx -> tx.defer("a", after(600), "must persist"));
    run(tx -> tx.planned("a", "no playbook", T0));
    run(tx -> tx.planned("b", "plan 1", T0));
    run(tx -> tx.planned("c", "no playbook", T0));
    run(tx -> tx.resolve(over("c")));
    int again = write(tx -> tx.reconsider(List.of("no playbook"), after(9)));
    assertThat(again).isEqualTo(1);
    all(v -> v.unplanned(9)).extracting(Alert::id).containsExactly("a");
    all(v -> v.unanswered(List.of("no playbook", "plan 1"), 9)).hasSize(1);
    all(v -> v.eventsAfter(0, 99))
        .filteredOn(e -> e.type().equals("alerts-reconsidered"))
        .singleElement()
        .satisfies(e -> assertThat(e.payload()).isEqualTo("{\"count\":1}"));
  }

  @Test
  default void reconsidering_nothing_writes_nothing() {
    admit(alert("a"));
    int before = read(v -> v.eventsAfter(0, 99)).size();
    int again = write(tx -> tx.reconsider(List.of("no playbook"), T0));
    assertThat(again).isZero();
    all(v -> v.eventsAfter(0, 99)).hasSize(before);
  }

  @Test
  default void a_deferred_alert_is_looked_at_again_when_its_time_has_come() {
    admit(alert("a"));
    run(tx -> tx.defer("a", after(120), "must persist for 2 min"));
    all(v -> v.unplanned(10)).isEmpty();
    assertThat(admit(alert("b", "a", after(60)))).isEqualTo(Admission.REPEAT);
    clock().advance(Duration.ofSeconds(120));
    all(v -> v.unplanned(10)).hasSize(1);
  }

  @Test
  default void a_word_about_an_unknown_alert_is_refused() {
    assertThatThrownBy(() -> run(tx -> tx.planned("nobody", "x", T0)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> run(tx -> tx.defer("nobody", T0, "x")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
