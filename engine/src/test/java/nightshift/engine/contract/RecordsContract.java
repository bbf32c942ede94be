package nightshift.engine.contract;

import static nightshift.engine.contract.Samples.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import nightshift.engine.action.Risk;
import nightshift.engine.alert.Alert;
import nightshift.engine.alert.Signal;
import nightshift.engine.learn.Lesson;
import nightshift.engine.learn.Observation;
import nightshift.engine.learn.Outcome;
import nightshift.engine.learn.PlanFacts;
import nightshift.engine.learn.Standing;
import nightshift.engine.learn.TrackRecord;
import nightshift.engine.learn.Wait;
import nightshift.engine.plan.Digests;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanEvent;
import nightshift.engine.plan.PlanState;
import nightshift.engine.plan.PlaybookRef;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.port.LedgerView.AlertLife;
import nightshift.engine.port.LedgerView.LedgerEvent;
import nightshift.engine.port.LedgerView.Pause;
import org.junit.jupiter.api.Test;

/** What every ledger must do with blobs, track records and pauses. */
interface RecordsContract extends LedgerFixture {

  private void learn(String target, Outcome outcome) {
    Plan plan = drafted(target);
    run(tx -> tx.learn(plan.id(), Lesson.of(outcome, T0)));
  }

  private String store(String text) {
    return write(tx -> tx.put(text));
  }

  private TrackRecord trackRecord() {
    return trackRecord(PLAYBOOK);
  }

  private TrackRecord trackRecord(PlaybookRef playbook) {
    return TrackRecord.of(read(v -> v.observations(playbook, 100)), after(60), Duration.ofDays(90));
  }

  @Test
  default void a_text_is_stored_under_its_hash_however_often() {
    String name = store("container:web\ncontainer:db");
    assertThat(name).isEqualTo(Digests.sha256("container:web\ncontainer:db"));
    assertThat(store("container:web\ncontainer:db")).isEqualTo(name);
    one(v -> v.blob(name)).contains("container:web\ncontainer:db");
    one(v -> v.blob(Digests.sha256("other"))).isEmpty();
  }

  @Test
  default void an_unknown_playbook_has_no_record() {
    assertThat(trackRecord()).isEqualTo(TrackRecord.NONE);
  }

  @Test
  default void outcomes_count_toward_the_record() {
    learn("a", Outcome.FIXED);
    learn("b", Outcome.NO_EFFECT);
    learn("c", Outcome.FIXED);
    learn("d", Outcome.WORSE);
    learn("e", Outcome.UNKNOWN);
    learn("f", Outcome.NO_EFFECT);
    assertThat(trackRecord()).isEqualTo(new TrackRecord(2, 3, 2, 2, 3, 1));
  }

  @Test
  default void a_breaker_remembers_when_it_was_closed_last_for_its_own_content_alone() {
    one(v -> v.breakerClosed(PLAYBOOK)).isEmpty();
    run(tx -> tx.closeBreaker(PLAYBOOK, 3, "alice", "the fuse is new", T0));
    run(tx -> tx.closeBreaker(PLAYBOOK, 2, "bob", "once more", after(60)));
    one(v -> v.breakerClosed(PLAYBOOK)).contains(after(60));
    PlaybookRef edited = new PlaybookRef(PLAYBOOK.name(), Digests.sha256("edited"));
    one(v -> v.breakerClosed(edited)).isEmpty();
  }

  @Test
  default void another_content_is_another_playbook() {
    learn("a", Outcome.FIXED);
    PlaybookRef edited = new PlaybookRef(PLAYBOOK.name(), Digests.sha256("v2"));
    assertThat(trackRecord(edited)).isEqualTo(TrackRecord.NONE);
  }

  @Test
  default void a_later_outcome_of_the_same_plan_replaces_the_former() {
    Plan plan = drafted("web");
    run(tx -> tx.learn(plan.id(), Lesson.of(Outcome.FIXED, T0)));
    learn("db", Outcome.FIXED);
    run(tx -> tx.learn(plan.id(), Lesson.of(Outcome.NO_EFFECT, after(60))));
    assertThat(trackRecord()).isEqualTo(new TrackRecord(1, 1, 1));
  }

  private Plan answering(String target) {
    Alert alert = alert(target);
    run(tx -> tx.admit(alert));
    return write(tx -> tx.open(draft(target, alert.id(), null, 1), T0)).orElseThrow();
  }

  private void fix(Plan plan, Instant until) {
    run(tx -> tx.learn(plan.id(), new Lesson(Outcome.FIXED, "it is", until, T0)));
  }

  @Test
  default void an_outcome_is_kept_with_what_it_counts_under() {
    Plan plan = answering("web");
    one(v -> v.outcome(plan.id())).isEmpty();
    fix(plan, after(60));
    Lesson lesson = new Lesson(Outcome.FIXED, "it is", after(60), T0);
    one(v -> v.outcome(plan.id())).contains(Observation.of(plan, lesson));
    all(v -> v.observations(PLAYBOOK, 10)).containsExactly(Observation.of(plan, lesson));
    Observation seen = read(v -> v.outcome(plan.id())).orElseThrow();
    assertThat(seen.action()).isEqualTo("container.restart");
    assertThat(seen.targetClass()).isEqualTo("container");
    assertThat(now(plan.id()).version()).isGreaterThan(plan.version());
  }

  @Test
  default void the_newest_outcomes_come_when_there_are_more() {
    learn("a", Outcome.WORSE);
    learn("b", Outcome.FIXED);
    learn("c", Outcome.NO_EFFECT);
    all(v -> v.observations(PLAYBOOK, 2))
        .extracting(Observation::outcome)
        .containsExactly(Outcome.FIXED, Outcome.NO_EFFECT);
  }

  @Test
  default void a_watched_fix_is_found_by_its_alert_and_by_its_target() {
    Plan plan = answering("web");
    fix(plan, after(60));
    fix(answering("db"), null);
    all(v -> v.watched("alertmanager", "web"))
        .extracting(Observation::plan)
        .containsExactly(plan.id());
    all(v -> v.watched("alertmanager", "db")).isEmpty();
    all(v -> v.watched("docker", "web")).isEmpty();
    all(v -> v.watched(PLAYBOOK.name(), plan.draft().target()))
        .extracting(Observation::plan)
        .containsExactly(plan.id());
    all(v -> v.watched("other", plan.draft().target())).isEmpty();
  }

  @Test
  default void a_watch_ends_once() {
    Plan plan = answering("web");
    fix(plan, after(60));
    all(v -> v.watchesOver(after(59), 10)).isEmpty();
    all(v -> v.watchesOver(after(60), 10)).extracting(Observation::plan).containsExactly(plan.id());
    run(tx -> tx.confirmed(plan.id(), after(60)));
    run(tx -> tx.confirmed(plan.id(), after(61)));
    all(v -> v.watchesOver(after(99), 10)).isEmpty();
    assertThat(read(v -> v.outcome(plan.id())).orElseThrow().watched()).isFalse();
    assertThat(read(v -> v.events(plan.id())).stream().map(LedgerEvent::type))
        .containsOnlyOnce("outcome-confirmed");
  }

  @Test
  default void waits_end_when_the_alert_clears_when_a_plan_acts_or_now() {
    Plan cleared = answering("a");
    Plan acted = answering("b");
    answering("c");
    run(tx -> tx.resolve(new Signal.Resolved("alertmanager", "a", after(30))));
    Plan asked = move(acted, new PlanEvent.Asked(after(1), ""));
    Plan approved = move(asked, LedgerFixture.approval("alice"));
    run(tx -> tx.claim(approved.id(), "one", after(9), after(60)));
    run(tx -> tx.resolve(new Signal.Resolved("alertmanager", "b", after(40))));
    Duration now = Duration.between(T0, clock().instant());
    List<Wait> wanted =
        List.of(
            new Wait(now, false),
            new Wait(Duration.ofSeconds(9), false),
            new Wait(Duration.ofSeconds(30), true));
    all(v -> v.waits(PLAYBOOK.name(), T0, 10)).isEqualTo(wanted);
    all(v -> v.waits(null, T0, 2)).isEqualTo(wanted.subList(0, 2));
    all(v -> v.waits("other", T0, 10)).isEmpty();
    all(v -> v.waits(null, after(1), 10)).isEmpty();
    assertThat(cleared.draft().alertId()).isEqualTo("a");
  }

  @Test
  default void a_source_that_never_says_that_it_is_over_tells_nothing_about_waiting() {
    answering("a");
    all(v -> v.waits(null, T0, 10)).isEmpty();
  }

  @Test
  default void facts_for_a_report_tell_who_decided_and_what_came_of_it() {
    Plan first = answering("a");
    Plan second = answering("b");
    drafted("without-an-alert");
    move(move(first, new PlanEvent.Asked(after(1), "")), LedgerFixture.approval("nightshift"));
    fix(first, null);
    move(
        move(second, new PlanEvent.Asked(after(1), "")),
        new PlanEvent.Rejected(after(2), decision("bob")));
    all(v -> v.facts(T0, 10))
        .containsExactly(
            new PlanFacts(
                second.id(),
                PLAYBOOK.name(),
                "container:b",
                PlanState.REJECTED,
                T0,
                T0,
                false,
                "because",
                null,
                after(2),
                null),
            new PlanFacts(
                first.id(),
                PLAYBOOK.name(),
                "container:a",
                PlanState.APPROVED,
                T0,
                T0,
                true,
                "because",
                null,
                after(2),
                Outcome.FIXED));
    all(v -> v.facts(T0, 1)).hasSize(1);
    all(v -> v.facts(after(1), 10)).isEmpty();
  }

  @Test
  default void a_report_is_done_with_on_each_platform_by_itself() {
    fact(v -> v.reported("week", "web")).isFalse();
    run(tx -> tx.reported("week", "web", T0));
    fact(v -> v.reported("week", "web")).isTrue();
    fact(v -> v.reported("week", "discord")).isFalse();
    fact(v -> v.reported("other", "web")).isFalse();
  }

  @Test
  default void where_a_playbook_stands_is_kept_and_replaced() {
    Standing first = Standing.begun(PLAYBOOK, Autonomy.ASK, Autonomy.AUTO, T0, "");
    Standing second =
        first
            .at(Autonomy.AUTO, Risk.MEDIUM, after(9), "people allowed it")
            .held(after(9), Risk.MEDIUM);
    one(v -> v.standing(PLAYBOOK.name())).isEmpty();
    run(tx -> tx.stand(first));
    one(v -> v.standing(PLAYBOOK.name())).contains(first);
    run(tx -> tx.stand(second));
    all(v -> v.standings()).containsExactly(second);
    assertThat(read(v -> v.eventsAfter(0, 100)).stream().map(LedgerEvent::type))
        .containsExactly("standing", "standing");
  }

  @Test
  default void an_alerts_end_by_its_source_is_told_from_a_replacement() {
    run(tx -> tx.admit(alert("one", "web", T0)));
    one(v -> v.life("one")).contains(new AlertLife(after(1), null, false));
    run(tx -> tx.admit(alert("again", "web", T0)));
    one(v -> v.life("again")).isEmpty();
    run(tx -> tx.planned("one", "no playbook matches", after(2)));
    run(tx -> tx.admit(alert("two", "web", after(30))));
    one(v -> v.life("one")).contains(new AlertLife(after(1), after(31), false));
    run(tx -> tx.resolve(new Signal.Resolved("alertmanager", "web", after(40))));
    one(v -> v.life("two")).contains(new AlertLife(after(31), after(40), true));
    one(v -> v.life("nothing")).isEmpty();
  }

  @Test
  default void a_pause_holds_until_it_is_lifted() {
    Pause pause = new Pause("alice", "moving house", T0, null);
    one(v -> v.pause()).isEmpty();
    run(tx -> tx.pause(pause));
    clock().advance(Duration.ofDays(30));
    one(v -> v.pause()).contains(pause);
    done(tx -> tx.resume("bob", after(9))).isTrue();
    one(v -> v.pause()).isEmpty();
    done(tx -> tx.resume("bob", after(9))).isFalse();
  }

  @Test
  default void a_pause_until_a_time_ends_by_itself() {
    run(tx -> tx.pause(new Pause("alice", "deploy", T0, after(60))));
    one(v -> v.pause()).isPresent();
    clock().advance(Duration.ofSeconds(60));
    one(v -> v.pause()).isEmpty();
    done(tx -> tx.resume("bob", after(61))).isFalse();
  }

  @Test
  default void a_second_pause_replaces_the_first() {
    Pause second = new Pause("bob", "deploy", after(5), after(60));
    run(tx -> tx.pause(new Pause("alice", "moving house", T0, null)));
    run(tx -> tx.pause(second));
    one(v -> v.pause()).contains(second);
    clock().advance(Duration.ofSeconds(60));
    one(v -> v.pause()).isEmpty();
  }

  @Test
  default void what_is_kept_is_found_again_and_replaced_without_an_event() {
    one(v -> v.kept("room/since")).isEmpty();
    run(tx -> tx.keep("room/since", "s1"));
    run(tx -> tx.keep("room/other", "x"));
    run(tx -> tx.keep("room/since", "s2 \"'%_"));
    one(v -> v.kept("room/since")).contains("s2 \"'%_");
    one(v -> v.kept("room")).isEmpty();
    all(v -> v.eventsAfter(0, 10)).isEmpty();
  }
}
