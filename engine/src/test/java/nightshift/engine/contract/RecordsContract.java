package nightshift.engine.contract;

import static nightshift.engine.contract.Samples.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import nightshift.engine.learn.Outcome;
import nightshift.engine.learn.TrackRecord;
import nightshift.engine.plan.Digests;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlaybookRef;
import nightshift.engine.port.LedgerView.Pause;
import org.junit.jupiter.api.Test;

/** What every ledger must do with blobs, track records and pauses. */
interface RecordsContract extends LedgerFixture {

  private void learn(String target, Outcome outcome) {
    Plan plan = drafted(target);
    run(tx -> tx.learn(PLAYBOOK, plan.id(), outcome, T0));
  }

  private String store(String text) {
    return write(tx -> tx.put(text));
  }

  private TrackRecord trackRecord() {
    return trackRecord(PLAYBOOK);
  }

  private TrackRecord trackRecord(PlaybookRef playbook) {
    return read(v -> v.trackRecord(playbook));
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
    assertThat(trackRecord()).isEqualTo(new TrackRecord(2, 3, 2));
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
    run(tx -> tx.learn(PLAYBOOK, plan.id(), Outcome.FIXED, T0));
    learn("db", Outcome.FIXED);
    run(tx -> tx.learn(PLAYBOOK, plan.id(), Outcome.NO_EFFECT, after(60)));
    assertThat(trackRecord()).isEqualTo(new TrackRecord(1, 1, 1));
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
}
