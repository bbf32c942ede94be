package nightshift.engine.contract;

import static nightshift.engine.contract.Samples.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import nightshift.engine.action.ActionResult;
import nightshift.engine.alert.Signal;
import nightshift.engine.learn.Lesson;
import nightshift.engine.learn.Outcome;
import nightshift.engine.plan.Claim;
import nightshift.engine.plan.Digests;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanEvent;
import nightshift.engine.plan.StepRun;
import nightshift.engine.port.LedgerView.ChainReport;
import nightshift.engine.port.LedgerView.LedgerEvent;
import nightshift.engine.port.LedgerView.Pause;
import org.junit.jupiter.api.Test;

/** What every ledger must write into its event log. */
interface EventsContract extends LedgerFixture {

  private List<String> types() {
    return read(v -> v.eventsAfter(0, 100)).stream().map(LedgerEvent::type).toList();
  }

  private ChainReport chain() {
    return read(v -> v.verifyChain());
  }

  private LedgerEvent last() {
    return read(v -> v.eventsAfter(0, 100)).getLast();
  }

  @Test
  default void an_empty_log_is_intact() {
    assertThat(chain()).isEqualTo(new ChainReport(0, null, ""));
  }

  @Test
  default void a_plans_whole_life_is_told_in_order() {
    Claim claim = claimed("web");
    run(tx -> tx.beginStep(claim, LedgerFixture.execute(claim, 1), "before", after(4)));
    ActionResult result = new ActionResult(true, "restarted", "out", 3);
    run(tx ->
        tx.endStep(claim, LedgerFixture.execute(claim, 1), StepRun.Status.DONE, result, after(5)));
    Plan verifying = move(now(claim.plan()), new PlanEvent.StepsDone(after(6), ""));
    move(verifying, new PlanEvent.Verified(after(7), "healthy for 30 s"));
    run(tx -> tx.learn(claim.plan(), Lesson.of(Outcome.FIXED, after(8))));
    List<LedgerEvent> events = read(v -> v.events(claim.plan()));
    assertThat(events)
        .extracting(LedgerEvent::type)
        .containsExactly(
            "plan-opened",
            "asked",
            "approved",
            "claimed",
            "step-started",
            "step-ended",
            "steps-done",
            "verified",
            "outcome");
    assertThat(events).extracting(LedgerEvent::seq).isSorted();
    assertThat(chain()).isEqualTo(new ChainReport(9, null, ""));
  }

  @Test
  default void an_event_says_when_about_what_by_whom_and_carries_the_facts() {
    Plan plan = drafted("web");
    LedgerEvent opened = last();
    assertThat(opened.seq()).isEqualTo(1);
    assertThat(opened.at()).isEqualTo(T0);
    assertThat(opened.plan()).isEqualTo(plan.id());
    assertThat(opened.actor()).isEqualTo("nightshift");
    assertThat(opened.payload()).contains("\"digest\":\"" + plan.draft().digest() + "\"");
    assertThat(opened.hash()).matches("[0-9a-f]{64}");
  }

  @Test
  default void a_step_is_told_with_kind_arguments_exit_code_and_output_hash() {
    Claim claim = claimed("web");
    run(tx -> tx.beginStep(claim, LedgerFixture.execute(claim, 1), "before", after(4)));
    assertThat(last().payload())
        .contains("\"kind\":\"container.restart\"")
        .contains("\"args\":{\"container\":\"web\",\"grace\":\"10s\",\"hard\":false,\"tries\":3}");
    ActionResult result = new ActionResult(false, "no", "out", 3);
    run(tx ->
        tx.endStep(
            claim, LedgerFixture.execute(claim, 1), StepRun.Status.FAILED, result, after(5)));
    assertThat(last().payload())
        .contains("\"exitCode\":3")
        .contains("\"outputSha256\":\"" + Digests.sha256("out") + "\"");
  }

  @Test
  default void a_payload_is_canonical() {
    run(tx -> tx.note(null, "log-in", "alice", Map.of("b", "2\n\"", "a", "<ü>"), T0));
    assertThat(last().payload()).isEqualTo("{\"a\":\"<ü>\",\"b\":\"2\\n\\\"\"}");
  }

  @Test
  default void alerts_votes_pauses_and_notes_are_told_and_repeats_are_not() {
    run(tx -> tx.admit(alert("a")));
    run(tx -> tx.admit(alert("a")));
    run(tx -> tx.planned("a", "no playbook", T0));
    run(tx -> tx.resolve(new Signal.Resolved("alertmanager", "a", T0)));
    run(tx -> tx.pause(new Pause("alice", "party", T0, null)));
    run(tx -> tx.resume("alice", T0));
    run(tx -> tx.note(null, "denied-press", "mallory", Map.of("why", "not oncall"), T0));
    assertThat(types())
        .containsExactly(
            "alert-admitted", "alert-planned", "alert-resolved", "pause", "resume", "denied-press");
  }

  @Test
  default void a_claim_taken_over_is_told() {
    Claim claim = claimed("web");
    run(tx -> tx.takeOver(claim.plan(), "two", after(5), after(60), true));
    assertThat(last().type()).isEqualTo("claim-taken-over");
    assertThat(last().payload()).contains("\"formerOwner\":\"one\"");
  }

  @Test
  default void events_are_read_on_from_any_number() {
    drafted("a");
    drafted("b");
    drafted("c");
    all(v -> v.eventsAfter(1, 1)).extracting(LedgerEvent::seq).containsExactly(2L);
    all(v -> v.eventsAfter(3, 9)).isEmpty();
  }
}
