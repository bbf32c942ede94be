package nightshift.engine.contract;

import static nightshift.engine.contract.Samples.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanEvent;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlanState;
import nightshift.engine.plan.Unasked;
import nightshift.engine.port.LedgerView.PlanQuery;
import nightshift.engine.port.LedgerView.StatRow;
import org.junit.jupiter.api.Test;

/** What every ledger must do with plans. */
interface PlansContract extends LedgerFixture {

  private List<Long> found(PlanQuery query) {
    return read(v -> v.plans(query)).stream().map(p -> p.id().number()).toList();
  }

  @Test
  default void an_opened_plan_is_read_back_whole() {
    Plan plan = drafted("web");
    assertThat(plan.draft()).isEqualTo(draft("web"));
    assertThat(plan.state()).isEqualTo(PlanState.DRAFTED);
    assertThat(plan.createdAt()).isEqualTo(T0);
    one(v -> v.plan(plan.id())).contains(plan);
    one(v -> v.planByUid(plan.uid())).contains(plan);
    one(v -> v.plan(new PlanId(99))).isEmpty();
    one(v -> v.planByUid("nobody")).isEmpty();
  }

  @Test
  default void numbers_count_from_one_without_gaps() {
    drafted("a");
    assertThatThrownBy(() ->
            run(tx -> {
              tx.open(draft("b"), T0);
              throw new IllegalArgumentException("lost");
            }))
        .isInstanceOf(IllegalArgumentException.class);
    gained(tx -> tx.open(draft("a"), T0)).isEmpty();
    assertThat(drafted("b").id().number()).isEqualTo(2);
    assertThat(drafted("c").id().number()).isEqualTo(3);
  }

  @Test
  default void a_target_has_one_live_plan_at_most() {
    Plan plan = asked("web");
    gained(tx -> tx.open(draft("web"), T0)).isEmpty();
    one(v -> v.livePlan(new Target("container", "web"))).contains(plan);
    move(plan, new PlanEvent.Expired(after(9), "nobody answered"));
    one(v -> v.livePlan(new Target("container", "web"))).isEmpty();
    gained(tx -> tx.open(draft("web"), T0)).isPresent();
  }

  @Test
  default void a_move_changes_state_version_time_and_note() {
    Plan plan = drafted("web");
    Plan moved = move(plan, new PlanEvent.Asked(after(1), "medium risk"));
    assertThat(moved).isEqualTo(now(plan.id()));
    assertThat(moved.state()).isEqualTo(PlanState.AWAITING_APPROVAL);
    assertThat(moved.version()).isGreaterThan(plan.version());
    assertThat(moved.changedAt()).isEqualTo(after(1));
    assertThat(moved.note()).isEqualTo("medium risk");
    assertThat(moved.expiresAt()).isNull();
  }

  @Test
  default void who_moves_a_plan_that_somebody_else_moved_first_gets_nothing() {
    Plan plan = asked("web");
    move(plan, LedgerFixture.approval("alice"));
    PlanEvent late = new PlanEvent.Rejected(after(3), decision("bob"));
    gained(tx -> tx.apply(plan, late, "bob")).isEmpty();
    assertThat(now(plan.id()).state()).isEqualTo(PlanState.APPROVED);
    assertThat(now(plan.id()).decision()).isEqualTo(decision("alice"));
  }

  @Test
  default void a_move_that_the_machine_does_not_allow_is_refused() {
    Plan plan = drafted("web");
    assertThatThrownBy(() -> move(plan, new PlanEvent.Verified(T0, "")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("#1")
        .hasMessageContaining("verified");
    assertThat(now(plan.id())).isEqualTo(plan);
  }

  @Test
  default void a_later_settling_leaves_the_decision_as_it_was() {
    Plan plan = now(claimed("web").plan());
    Plan doubtful = move(plan, new PlanEvent.Lost(after(5), "its process died"));
    Plan settled = move(doubtful, new PlanEvent.Settled(after(6), true, decision("bob")));
    assertThat(settled.state()).isEqualTo(PlanState.RESOLVED);
    assertThat(settled.decision()).isEqualTo(decision("alice"));
    assertThat(settled.note()).contains("bob");
    assertThat(settled.claimedAt()).isEqualTo(after(3));
  }

  @Test
  default void plans_are_found_newest_first_with_limit_and_offset() {
    IntStream.range(0, 5).forEach(i -> drafted("c" + i));
    assertThat(found(PlanQuery.in(3))).containsExactly(5L, 4L, 3L);
    PlanQuery page = new PlanQuery(List.of(), null, null, null, null, 3, 3);
    assertThat(found(page)).containsExactly(2L, 1L);
    figure(v -> v.count(page)).isEqualTo(5);
    assertThat(found(PlanQuery.in(0))).hasSize(1);
  }

  @Test
  default void a_queue_takes_the_oldest_plans_first() {
    IntStream.range(0, 4).forEach(i -> drafted("c" + i));
    rejected("till");
    assertThat(found(PlanQuery.oldest(2))).containsExactly(1L, 2L);
    assertThat(found(PlanQuery.oldest(9, PlanState.DRAFTED))).containsExactly(1L, 2L, 3L, 4L);
    PlanQuery page = new PlanQuery(List.of(), null, null, null, null, 2, 3, true);
    assertThat(found(page)).containsExactly(4L, 5L);
    figure(v -> v.count(page)).isEqualTo(5);
  }

  @Test
  default void plans_are_found_by_state_playbook_target_time_and_text() {
    drafted("Web");
    asked("db");
    rejected("till");
    assertThat(found(PlanQuery.in(9, PlanState.DRAFTED, PlanState.REJECTED)))
        .containsExactly(3L, 1L);
    assertThat(found(new PlanQuery(List.of(), "container.crashed", null, null, null, 9, 0)))
        .hasSize(3);
    assertThat(found(new PlanQuery(List.of(), "other", null, null, null, 9, 0))).isEmpty();
    assertThat(found(new PlanQuery(List.of(), null, "container:db", null, null, 9, 0)))
        .containsExactly(2L);
    assertThat(found(new PlanQuery(List.of(), null, null, after(1), null, 9, 0))).isEmpty();
    assertThat(found(new PlanQuery(List.of(), null, null, T0, "CONTAINER:WEB", 9, 0)))
        .containsExactly(1L);
    assertThat(found(new PlanQuery(List.of(), null, null, null, "TILL of the CAFÉ", 9, 0)))
        .containsExactly(3L);
    assertThat(found(new PlanQuery(List.of(), null, null, null, "%", 9, 0))).isEmpty();
  }

  @Test
  default void a_plan_names_its_children_and_an_alert_its_plans() {
    run(tx -> tx.admit(alert("a")));
    Plan first = write(tx -> tx.open(draft("web", "a", null, 1), T0)).orElseThrow();
    move(first, new PlanEvent.Blocked(T0, "no"));
    Plan again = write(tx -> tx.open(draft("web", "a", first.id(), 1), T0)).orElseThrow();
    all(v -> v.children(first.id())).containsExactly(again);
    all(v -> v.children(again.id())).isEmpty();
    all(v -> v.plansFor("a")).extracting(Plan::id).containsExactly(first.id(), again.id());
  }

  @Test
  default void claimed_plans_are_found_by_playbook_and_target_newest_first() {
    PlanId one = claimed("web").plan();
    claimed("db");
    approved("idle");
    Target web = new Target("container", "web");
    String playbook = PLAYBOOK.name();
    all(v -> v.claimedSince(playbook, web, after(3))).extracting(Plan::id).containsExactly(one);
    all(v -> v.claimedSince(playbook, web, after(4))).isEmpty();
    all(v -> v.claimedSince("other", web, T0)).isEmpty();
  }

  @Test
  default void unasked_are_those_that_no_person_approved_and_that_ran_or_are_about_to() {
    claimed("by-alice");
    Plan auto = move(drafted("by-policy"), LedgerFixture.approval("nightshift"));
    Plan gone = move(drafted("given-up"), LedgerFixture.approval("nightshift"));
    move(gone, new PlanEvent.Cancelled(after(2), "cleared by itself"));
    Unasked expected =
        new Unasked(
            auto.id(), auto.draft().playbook().name(), auto.draft().target(), auto.decision().at());
    all(v -> v.unasked(T0)).containsExactly(expected);
    run(tx -> tx.claim(auto.id(), "one", after(5), after(60)));
    all(v -> v.unasked(T0)).containsExactly(expected);
    all(v -> v.unasked(auto.decision().at().plusSeconds(1))).isEmpty();
  }

  @Test
  default void statistics_count_by_state_and_risk_since_a_time() {
    drafted("a");
    drafted("b");
    rejected("c");
    all(v -> v.stats(T0))
        .containsExactly(
            new StatRow(PlanState.DRAFTED, nightshift.engine.action.Risk.MEDIUM, 2, 85.0),
            new StatRow(PlanState.REJECTED, nightshift.engine.action.Risk.MEDIUM, 1, 85.0));
    all(v -> v.stats(after(1))).isEmpty();
  }

  @Test
  default void known_names_are_sorted_and_each_told_once() {
    rejected("web");
    drafted("web");
    drafted("api");
    all(v -> v.known().get("playbooks")).containsExactly("container.crashed");
    all(v -> v.known().get("targets")).containsExactly("container:api", "container:web");
  }
}
