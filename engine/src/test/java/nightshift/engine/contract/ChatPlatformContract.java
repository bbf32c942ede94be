package nightshift.engine.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import nightshift.engine.action.Risk;
import nightshift.engine.card.Card;
import nightshift.engine.card.CardRef;
import nightshift.engine.card.Reply;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlanState;
import nightshift.engine.port.ChatException;
import nightshift.engine.port.ChatPlatform;
import org.junit.jupiter.api.Test;

/** What every chat platform must do with cards and replies. Extend it and say how to look. */
public abstract class ChatPlatformContract {

  /** The platform, started and ready. */
  protected abstract ChatPlatform platform() throws Exception;

  /** How many cards people see. */
  protected abstract int cards() throws Exception;

  /** What people read under this card, in order; each has the reply's title in it. */
  protected abstract List<String> replies(CardRef card) throws Exception;

  /** Deletes a card, as a moderator would; false where nobody can. */
  protected abstract boolean delete(CardRef card) throws Exception;

  /** A card of this plan in this state. */
  protected static Card card(long plan, PlanState state) {
    boolean waits = state == PlanState.AWAITING_APPROVAL;
    return new Card(
        new PlanId(plan),
        1,
        "abcdef",
        state,
        "Switch on the lamp hall · low risk",
        List.of("It is dark"),
        List.of(new Card.StepLine("switch on the lamp hall", List.of(), true, "switches it off")),
        "never ran before",
        "1 of oncall",
        waits ? "" : "Fixed.",
        Risk.LOW,
        waits ? Samples.after(1800) : null,
        waits ? List.of(Card.Button.APPROVE, Card.Button.REJECT) : List.of(Card.Button.UNDO),
        waits ? List.of("oncall") : List.of(),
        false);
  }

  private static Reply reply(String title) {
    return new Reply(Reply.Kind.PROGRESS, title, "one line\nand another", List.of());
  }

  private CardRef posted() throws Exception {
    return platform().post("plan-1", card(1, PlanState.AWAITING_APPROVAL));
  }

  @Test
  void a_platform_is_named_in_the_place_of_its_cards() throws Exception {
    assertThat(posted().platform()).isEqualTo(platform().name());
    assertThat(platform().health().ok()).isTrue();
  }

  @Test
  void the_same_key_again_makes_no_second_card() throws Exception {
    assertThat(posted()).isEqualTo(posted());
    assertThat(cards()).isEqualTo(1);
  }

  @Test
  void cards_of_two_plans_are_two() throws Exception {
    CardRef one = posted();
    CardRef two = platform().post("plan-2", card(2, PlanState.AWAITING_APPROVAL));
    assertThat(one).isNotEqualTo(two);
    assertThat(cards()).isEqualTo(2);
  }

  @Test
  void a_card_can_be_edited_again_and_again_after_it_was_posted() throws Exception {
    CardRef ref = posted();
    platform().edit(ref, card(1, PlanState.EXECUTING));
    platform().edit(ref, card(1, PlanState.RESOLVED));
    platform().edit(ref, card(1, PlanState.RESOLVED));
    assertThat(cards()).isEqualTo(1);
  }

  @Test
  void replies_stand_in_the_order_in_which_they_were_given() throws Exception {
    CardRef ref = posted();
    platform().reply(ref, null, "plan-1-a-1", reply("first"));
    platform().reply(ref, null, "plan-1-b-1", reply("second"));
    assertThat(replies(ref)).hasSize(2);
    assertThat(replies(ref).getFirst()).contains("first");
    assertThat(replies(ref).getLast()).contains("second");
  }

  @Test
  void the_same_reply_again_makes_no_second_message() throws Exception {
    CardRef ref = posted();
    String once = platform().reply(ref, null, "plan-1-a-1", reply("first"));
    assertThat(platform().reply(ref, null, "plan-1-a-1", reply("first"))).isEqualTo(once);
    assertThat(replies(ref)).hasSize(1);
  }

  @Test
  void a_reply_with_an_existing_message_replaces_it_in_place() throws Exception {
    CardRef ref = posted();
    String first = platform().reply(ref, null, "plan-1-a-1", reply("step 1 of 2"));
    platform().reply(ref, null, "plan-1-b-1", reply("second"));
    assertThat(platform().reply(ref, first, "plan-1-a-2", reply("step 2 of 2"))).isEqualTo(first);
    assertThat(replies(ref)).hasSize(2);
    assertThat(replies(ref).getFirst()).contains("step 2 of 2");
  }

  @Test
  void a_deleted_card_is_gone_and_can_be_posted_anew() throws Exception {
    CardRef ref = posted();
    if (!delete(ref)) {
      return;
    }
    Card newer = card(1, PlanState.RESOLVED);
    assertThatThrownBy(() -> platform().edit(ref, newer))
        .isInstanceOfSatisfying(
            ChatException.class, e -> assertThat(e.kind()).isEqualTo(ChatException.Kind.GONE));
    assertThat(platform().post("plan-1", newer)).isNotEqualTo(ref);
    assertThat(cards()).isEqualTo(1);
  }
}
