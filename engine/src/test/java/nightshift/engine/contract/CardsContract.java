package nightshift.engine.contract;

import static nightshift.engine.contract.Samples.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import nightshift.engine.card.CardRef;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanEvent;
import nightshift.engine.port.LedgerView.CardDebt;
import org.junit.jupiter.api.Test;

/** What every ledger must know about cards. */
interface CardsContract extends LedgerFixture {

  private List<CardDebt> stale(String platform, Instant at) {
    return read(v -> v.staleCards(platform, at, 100));
  }

  private List<Long> owed(String platform) {
    return stale(platform, after(50)).stream().map(d -> d.plan().id().number()).toList();
  }

  @Test
  default void a_new_plan_owes_a_card_to_each_registered_platform() {
    run(tx -> tx.platform("web"));
    run(tx -> tx.platform("discord"));
    Plan plan = drafted("web");
    assertThat(stale("web", T0)).containsExactly(new CardDebt(plan, null, 0));
    assertThat(stale("discord", T0)).containsExactly(new CardDebt(plan, null, 0));
    assertThat(stale("matrix", T0)).isEmpty();
  }

  @Test
  default void a_shown_card_is_stale_again_when_the_plan_moves() {
    run(tx -> tx.platform("web"));
    Plan plan = drafted("web");
    post(plan, after(1));
    assertThat(stale("web", after(1))).isEmpty();
    all(v -> v.cards(plan.id())).containsExactly(new CardRef("web", "m1"));
    Plan moved = move(plan, new PlanEvent.Blocked(after(2), "not safe"));
    assertThat(stale("web", after(2)))
        .containsExactly(new CardDebt(moved, new CardRef("web", "m1"), 0));
  }

  @Test
  default void a_card_that_says_something_else_is_stale_though_the_plan_did_not_move() {
    run(tx -> tx.platform("web"));
    Plan plan = drafted("web");
    post(plan, after(1));
    run(tx -> tx.cardChanged(plan.id()));
    assertThat(stale("web", after(2)))
        .singleElement()
        .matches(d -> d.plan().state() == plan.state() && d.existing() != null);
    // Whoever saw the plan before may still move it.
    assertThat(move(plan, new PlanEvent.Blocked(after(3), "not safe"))).isNotNull();
  }

  @Test
  default void a_card_is_found_by_its_place_until_it_is_gone() {
    run(tx -> tx.platform("web"));
    Plan plan = drafted("a");
    post(plan, after(1));
    post(drafted("b"), after(1));
    one(v -> v.cardAt(new CardRef("web", "m1"))).contains(plan.id());
    one(v -> v.cardAt(new CardRef("discord", "m1"))).isEmpty();
    one(v -> v.cardAt(new CardRef("web", "m"))).isEmpty();
    run(tx -> tx.cardGone(plan.id(), "web"));
    one(v -> v.cardAt(new CardRef("web", "m1"))).isEmpty();
  }

  @Test
  default void a_card_that_shows_an_older_version_is_stale_still() {
    run(tx -> tx.platform("web"));
    Plan plan = drafted("web");
    move(plan, new PlanEvent.Blocked(after(2), "not safe"));
    post(plan, after(3));
    assertThat(stale("web", after(3))).hasSize(1);
  }

  @Test
  default void a_platform_is_owed_what_came_after_it_and_what_was_live_then() {
    rejected("old");
    asked("live");
    run(tx -> tx.platform("web"));
    drafted("new");
    assertThat(owed("web")).containsExactly(2L, 3L);
    run(tx -> tx.platform("web"));
    assertThat(owed("web")).containsExactly(2L, 3L);
  }

  @Test
  default void a_plan_that_ended_before_its_card_was_posted_is_owed_one() {
    run(tx -> tx.platform("web"));
    rejected("web");
    assertThat(owed("web")).containsExactly(1L);
  }

  @Test
  default void stale_cards_come_by_number_and_no_more_than_asked_for() {
    run(tx -> tx.platform("web"));
    Plan first = drafted("a");
    drafted("b");
    drafted("c");
    move(first, new PlanEvent.Blocked(after(2), "not safe"));
    all(v -> v.staleCards("web", after(2), 2))
        .extracting(d -> d.plan().id().number())
        .containsExactly(1L, 2L);
  }

  @Test
  default void a_postponed_card_waits_for_its_time_and_counts_attempts() {
    run(tx -> tx.platform("web"));
    Plan plan = drafted("web");
    run(tx -> tx.cardPostponed(plan.id(), "web", after(30), "the platform is down"));
    assertThat(stale("web", after(29))).isEmpty();
    assertThat(stale("web", after(30))).containsExactly(new CardDebt(plan, null, 1));
    post(plan, after(31));
    Plan moved = move(plan, new PlanEvent.Blocked(after(32), "not safe"));
    assertThat(stale("web", after(32)))
        .containsExactly(new CardDebt(moved, new CardRef("web", "m1"), 0));
  }

  @Test
  default void a_deleted_card_is_posted_anew() {
    run(tx -> tx.platform("web"));
    Plan plan = drafted("web");
    post(plan, after(1));
    run(tx -> tx.cardGone(plan.id(), "web"));
    all(v -> v.cards(plan.id())).isEmpty();
    assertThat(stale("web", after(1))).containsExactly(new CardDebt(plan, null, 0));
  }

  @Test
  default void the_approval_clock_starts_with_the_first_card_shown() {
    run(tx -> tx.platform("web"));
    run(tx -> tx.platform("discord"));
    Plan plan = asked("web");
    assertThat(plan.expiresAt()).isNull();
    post(plan, after(100));
    Plan shown = now(plan.id());
    assertThat(shown.expiresAt()).isEqualTo(after(100 + 30 * 60));
    assertThat(shown.changedAt()).isEqualTo(plan.changedAt());
    assertThat(stale("web", after(100))).hasSize(1);
    run(tx -> tx.cardShown(plan.id(), new CardRef("discord", "d"), shown.version(), after(500)));
    assertThat(now(plan.id())).isEqualTo(shown);
    gained(tx -> tx.apply(plan, LedgerFixture.approval("alice"), "alice")).isPresent();
  }

  @Test
  default void no_clock_starts_for_a_plan_that_waits_for_nobody() {
    run(tx -> tx.platform("web"));
    Plan plan = approved("web");
    post(plan, after(100));
    assertThat(now(plan.id())).isEqualTo(plan);
  }

  @Test
  default void a_childs_beginning_and_end_make_its_parents_card_stale() {
    run(tx -> tx.platform("web"));
    Plan parent = rejected("web");
    post(parent, after(3));
    assertThat(owed("web")).isEmpty();
    Plan child = write(tx -> tx.open(draft("web", null, parent.id(), 1), after(4))).orElseThrow();
    assertThat(owed("web")).containsExactly(1L, 2L);
    post(now(parent.id()), after(5));
    assertThat(owed("web")).containsExactly(2L);
    move(child, new PlanEvent.Blocked(after(6), "not safe"));
    assertThat(owed("web")).containsExactly(1L, 2L);
  }
}
