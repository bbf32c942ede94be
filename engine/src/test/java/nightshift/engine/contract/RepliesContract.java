package nightshift.engine.contract;

import static nightshift.engine.contract.Samples.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import nightshift.engine.card.CardRef;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanId;
import nightshift.engine.port.LedgerView.Errand;
import nightshift.engine.port.LedgerView.ThreadEntry;
import org.junit.jupiter.api.Test;

/** What every ledger must do with threads and errands. */
interface RepliesContract extends LedgerFixture {

  private Plan posted(String name) {
    run(tx -> tx.platform("web"));
    Plan plan = drafted(name);
    post(plan, after(1));
    return plan;
  }

  private void say(Plan plan, String key, String title) {
    run(tx -> tx.say(plan.id(), key, reply(title), after(5)));
  }

  private List<Errand> due(Instant at) {
    return read(v -> v.dueErrands("web", at, 100));
  }

  private Errand only(Instant at) {
    assertThat(due(at)).hasSize(1);
    return due(at).getFirst();
  }

  @Test
  default void a_thread_is_read_in_order_and_a_key_said_again_is_replaced_in_place() {
    Plan plan = drafted("web");
    say(plan, "b", "first");
    say(plan, "a", "second");
    run(tx -> tx.say(plan.id(), "b", reply("first, again"), after(9)));
    all(v -> v.thread(plan.id()))
        .containsExactly(
            new ThreadEntry(plan.id(), "b", reply("first, again"), after(9)),
            new ThreadEntry(plan.id(), "a", reply("second"), after(5)));
  }

  @Test
  default void a_reply_is_owed_to_every_registered_platform() {
    run(tx -> tx.platform("discord"));
    Plan plan = posted("web");
    run(tx -> tx.cardShown(plan.id(), new CardRef("discord", "d1"), 1, after(1)));
    say(plan, "a", "hello");
    assertThat(only(after(5)).card()).isEqualTo(new CardRef("web", "m1"));
    assertThat(read(v -> v.dueErrands("discord", after(5), 9)).getFirst().card())
        .isEqualTo(new CardRef("discord", "d1"));
    all(v -> v.dueErrands("matrix", after(5), 9)).isEmpty();
  }

  @Test
  default void a_reply_waits_until_the_card_is_posted() {
    run(tx -> tx.platform("web"));
    Plan plan = drafted("web");
    say(plan, "a", "hello");
    assertThat(due(after(5))).isEmpty();
    post(plan, after(6));
    Errand errand = only(after(6));
    assertThat(errand.reply()).isEqualTo(reply("hello"));
    assertThat(errand.existing()).isNull();
    assertThat(errand.attempts()).isZero();
  }

  @Test
  default void only_the_first_undelivered_reply_of_each_plan_is_due() {
    Plan plan = posted("web");
    Plan other = posted("db");
    say(plan, "a", "one");
    say(plan, "b", "two");
    say(other, "a", "three");
    assertThat(due(after(5))).extracting(e -> e.reply().title()).containsExactly("one", "three");
    run(tx -> tx.delivered(tx.dueErrands("web", after(5), 1).getFirst(), "r1", after(6)));
    assertThat(due(after(6))).extracting(e -> e.reply().title()).containsExactly("two", "three");
    all(v -> v.dueErrands("web", after(6), 1)).hasSize(1);
  }

  @Test
  default void a_postponed_reply_holds_back_the_later_ones_of_its_plan() {
    Plan plan = posted("web");
    say(plan, "a", "one");
    say(plan, "b", "two");
    Errand first = only(after(5));
    run(tx -> tx.postpone(first, after(60), "the platform is down"));
    assertThat(due(after(59))).isEmpty();
    assertThat(only(after(60)).reply().title()).isEqualTo("one");
    assertThat(only(after(60)).attempts()).isEqualTo(1);
  }

  @Test
  default void a_key_said_again_is_due_again_and_replaces_the_message() {
    Plan plan = posted("web");
    say(plan, "a", "step 1 of 3");
    Errand first = only(after(5));
    run(tx -> tx.delivered(first, "r1", after(6)));
    assertThat(due(after(6))).isEmpty();
    say(plan, "a", "step 2 of 3");
    Errand second = only(after(6));
    assertThat(second.existing()).isEqualTo("r1");
    assertThat(second.version()).isGreaterThan(first.version());
    assertThat(second.reply().title()).isEqualTo("step 2 of 3");
  }

  @Test
  default void a_key_said_again_while_it_was_under_way_is_due_again() {
    Plan plan = posted("web");
    say(plan, "a", "step 1 of 3");
    Errand first = only(after(5));
    say(plan, "a", "step 2 of 3");
    run(tx -> tx.delivered(first, "r1", after(6)));
    assertThat(only(after(6)).existing()).isEqualTo("r1");
    assertThat(only(after(6)).reply().title()).isEqualTo("step 2 of 3");
  }

  @Test
  default void when_the_card_is_gone_a_reply_said_again_is_posted_anew() {
    Plan plan = posted("web");
    say(plan, "a", "step 1 of 3");
    Errand first = only(after(5));
    run(tx -> tx.delivered(first, "r1", after(6)));
    run(tx -> tx.cardGone(plan.id(), "web"));
    say(plan, "a", "step 2 of 3");
    assertThat(due(after(7))).isEmpty();
    post(plan, after(8));
    assertThat(only(after(8)).existing()).isNull();
  }

  @Test
  default void what_was_said_before_a_platform_was_registered_is_not_owed_to_it() {
    Plan plan = drafted("web");
    say(plan, "a", "before");
    run(tx -> tx.platform("web"));
    post(plan, after(6));
    say(plan, "b", "since");
    assertThat(only(after(6)).reply().title()).isEqualTo("since");
  }

  @Test
  default void nothing_can_be_said_about_an_unknown_plan() {
    assertThatThrownBy(() -> run(tx -> tx.say(new PlanId(9), "a", reply("x"), T0)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
