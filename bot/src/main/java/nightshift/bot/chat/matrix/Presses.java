package nightshift.bot.chat.matrix;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import nightshift.bot.chat.desk.Counter;
import nightshift.bot.chat.desk.Desk;
import nightshift.bot.chat.desk.Seen;
import nightshift.bot.chat.matrix.client.Event;
import nightshift.bot.chat.matrix.client.MatrixException;
import nightshift.engine.action.Risk;
import nightshift.engine.card.Card.Button;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanId;
import nightshift.engine.policy.Vote;
import nightshift.engine.policy.Voter;
import nightshift.engine.port.ChatInbox.Receipt;
import nightshift.engine.port.ChatInbox.Verdict;
import nightshift.engine.port.Ledger;

/**
 * Reactions to our cards. The same reaction may be told of twice, by the homeserver and by who
 * looks for those that were missed: it counts once, and is answered once.
 */
final class Presses {

  /** What is written down for a rejection by one touch: a reaction cannot carry a reason. */
  static final String NO_WORDS = "❌ pressed on Matrix, without a word";

  private static final String DENIED = "denied-press";

  private static final int MOST_STRAYS = 200;
  private static final Duration STRAY = Duration.ofMinutes(1);

  private final Cache<String, Event> strays =
      Caffeine.newBuilder().maximumSize(MOST_STRAYS).expireAfterWrite(STRAY).build();
  private final Link link;
  private final Ledger ledger;
  private final Voters voters;
  private final Answers answers;
  private final Deeds deeds;
  private final Desk desk;

  Presses(Link link, Ledger ledger, Voters voters, Answers answers, Deeds deeds, Desk desk) {
    this.link = link;
    this.ledger = ledger;
    this.voters = voters;
    this.answers = answers;
    this.deeds = deeds;
    this.desk = desk;
  }

  /** Forgets a reaction that waits for its card: who took it back did not press. */
  void withdrawn(String reaction) {
    strays.invalidate(reaction);
  }

  /**
   * Looks again at reactions to what was no card of ours: one can be pressed before the ledger has
   * noted where it is.
   *
   * @return whether there are any left
   */
  boolean again() throws MatrixException, InterruptedException {
    for (Event reaction : List.copyOf(strays.asMap().values())) {
      handle(reaction);
    }
    return !strays.asMap().isEmpty();
  }

  /** Does what a reaction means, if it is one of ours to one of our cards. */
  synchronized void handle(Event reaction) throws MatrixException, InterruptedException {
    boolean counts = reaction.relation().equals("m.annotation") && !reaction.redacted();
    Optional<Button> button = counts ? Emoji.button(reaction.key()) : Optional.empty();
    if (button.isEmpty()) {
      return;
    }
    Place card = new Place(link.room(), reaction.target());
    Optional<Plan> plan = ledger.read(v -> v.cardAt(card.ref()).flatMap(v::plan));
    if (plan.isEmpty()) {
      // Not put anew, so that its time runs from when it was first heard.
      strays.asMap().putIfAbsent(reaction.id(), reaction);
      return;
    }
    strays.invalidate(reaction.id());
    if (counted(plan.get(), reaction)) {
      return;
    }
    String what = "looking who reacted to plan " + plan.get().id();
    Optional<Voter> voter = voters.of(what, reaction, card.event());
    if (voter.isEmpty()) {
      absent(plan.get().id(), reaction, card);
      return;
    }
    press(button.get(), plan.get(), voter.get(), reaction);
  }

  /** Whether this very reaction was counted, or refused, before. */
  private boolean counted(Plan plan, Event reaction) {
    List<Vote> votes = ledger.read(v -> v.votes(plan.id(), plan.draft().revision()));
    return votes.stream().anyMatch(v -> v.interaction().equals(reaction.id()))
        || ledger.read(v -> v.events(plan.id())).stream()
            .anyMatch(e -> e.type().equals(DENIED) && e.payload().contains(reaction.id()));
  }

  private void absent(PlanId plan, Event reaction, Place card) {
    Map<String, String> facts = new TreeMap<>(voters.where(reaction, card.event()));
    facts.put("platform", MatrixRoom.NAME);
    facts.put("subject", reaction.sender());
    facts.put("why", "not in the room any more");
    ledger.write(tx -> {
      tx.note(plan, DENIED, reaction.sender(), facts, deeds.now());
      return true;
    });
  }

  private void press(Button button, Plan plan, Voter voter, Event reaction)
      throws MatrixException, InterruptedException {
    Answers.To to = new Answers.To(reaction.target(), reaction.id(), voter.subject());
    if (button == Button.DETAILS) {
      if (desk.knows(voter)) {
        answers.quietly(to, desk.show(plan.id(), voter));
      } else {
        answers.once(to, "details", desk.show(plan.id(), voter).title());
      }
      return;
    }
    Receipt receipt = receipt(button, plan, voter, reaction.id());
    deeds.tell(to, button.name(), receipt, hint(button, plan, receipt));
  }

  private Receipt receipt(Button button, Plan plan, Voter voter, String press) {
    Counter counter = deeds.counter();
    return switch (button) {
      case APPROVE -> deeds.decided(press, () -> counter.approve(Seen.of(plan), "", voter, press));
      case CANARY -> deeds.decided(press, () -> counter.canary(Seen.of(plan), voter, press));
      case REJECT ->
          deeds.decided(press, () -> counter.reject(Seen.of(plan), NO_WORDS, voter, press));
      case UNDO -> deeds.once(press, () -> counter.undo(plan.id(), voter, press));
      case RETRY -> deeds.once(press, () -> counter.retry(plan.id(), voter, press));
      case SETTLE_FIXED, SETTLE_FAILED -> {
        boolean fixed = button == Button.SETTLE_FIXED;
        yield deeds.decided(press, () -> counter.settle(plan.id(), fixed, voter, press, ""));
      }
      case CANCEL -> deeds.decided(press, () -> counter.reject(Seen.of(plan), "", voter, press));
      case CLOSE_BREAKER -> deeds.once(press, () -> counter.closeBreaker(plan.id(), voter));
      case HELPED, DID_NOT_HELP -> {
        boolean helped = button == Button.HELPED;
        yield deeds.decided(press, () -> counter.feedback(plan.id(), helped, voter, press));
      }
      case APPROVE_WITH_REASON, DETAILS ->
          throw new IllegalArgumentException(button + " is no reaction that decides");
    };
  }

  /** How to say in words what a touch could not. */
  private static String hint(Button button, Plan plan, Receipt receipt) {
    Plan.Draft d = plan.draft();
    if (button != Button.APPROVE || receipt.verdict() != Verdict.INVALID) {
      return "";
    }
    return " Write !approve %d%s%s"
        .formatted(
            plan.id().number(),
            d.risk() == Risk.CRITICAL ? " " + d.target().name() : "",
            d.approval().terms().reason() ? " REASON" : "");
  }
}
