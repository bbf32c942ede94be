package nightshift.bot.chat.matrix;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import nightshift.bot.chat.desk.Answer;
import nightshift.bot.chat.desk.Counter;
import nightshift.bot.chat.desk.Seen;
import nightshift.bot.chat.matrix.client.MatrixException;
import nightshift.engine.action.Risk;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanId;
import nightshift.engine.policy.Voter;
import nightshift.engine.port.ChatInbox.Receipt;
import nightshift.engine.port.ChatInbox.Verdict;
import nightshift.engine.port.Ledger;

/**
 * Has things done once, however often the homeserver tells of the press, and tells the presser what
 * came of it.
 */
final class Deeds {

  private static final int REMEMBERED = 500;

  private final Counter counter;
  private final Kept kept;
  private final Ledger ledger;
  private final Answers answers;
  private final InstantSource clock;

  // What came of a press whose answer could not be given yet.
  private final Cache<String, Receipt> receipts =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  Deeds(Counter counter, Kept kept, Ledger ledger, Answers answers, InstantSource clock) {
    this.counter = counter;
    this.kept = kept;
    this.ledger = ledger;
    this.answers = answers;
    this.clock = clock;
  }

  Counter counter() {
    return counter;
  }

  Instant now() {
    return clock.instant();
  }

  /**
   * Approves in words: of a critical plan, they begin with the name of its target; what is left is
   * the reason.
   */
  Receipt approve(PlanId id, String words, Voter voter, String press) {
    Optional<Plan> found = ledger.read(v -> v.plan(id));
    String name =
        found
            .filter(p -> p.draft().risk() == Risk.CRITICAL)
            .map(p -> p.draft().target().name())
            .orElse("");
    boolean named = words.equals(name) || words.startsWith(name + " ");
    String typed = name.isEmpty() ? "" : named ? name : words;
    String reason = named ? words.substring(name.length()).strip() : words;
    return decided(
        press,
        () ->
            found
                .map(p -> counter.approve(Seen.of(p), typed, reason, voter, press))
                .orElseGet(() -> counter.approve(id, typed, voter, press)));
  }

  /** Does what the ledger itself refuses to do twice. */
  Receipt decided(String press, Supplier<Receipt> work) {
    Receipt known = receipts.getIfPresent(press);
    Receipt receipt = known == null ? work.get() : known;
    receipts.put(press, receipt);
    return receipt;
  }

  /** Does what could be done again: notes that it begins before it does. */
  Receipt once(String press, Supplier<Receipt> work) {
    return decided(
        press,
        () ->
            kept.begin(press)
                ? work.get()
                : new Receipt(
                    Verdict.DUPLICATE,
                    "Nightshift was stopped while it did this. Look what is there before you ask"
                        + " for it again.",
                    null));
  }

  /**
   * Tells what came of a press. A decision is in the thread already, so it is not said twice.
   *
   * @param verb what was tried, for refusing the same once only
   * @param hint what to do instead; empty when there is nothing to add
   */
  void tell(Answers.To to, String verb, Receipt receipt, String hint)
      throws MatrixException, InterruptedException {
    String sentence = receipt.message() + hint;
    switch (receipt.verdict()) {
      case ACCEPTED -> {
        if (!told(verb)) {
          answers.quietly(to, Answer.of(sentence));
        }
      }
      case COUNTED, DUPLICATE -> answers.quietly(to, Answer.of(sentence));
      case NOT_ALLOWED -> answers.once(to, verb, sentence);
      case CONFLICT, EXPIRED, STALE, NOT_FOUND, INVALID, REFUSED -> answers.aloud(to, sentence);
    }
  }

  private boolean told(String verb) {
    return switch (verb) {
      case "APPROVE" -> ledger.read(v -> v.pause()).isEmpty();
      case "REJECT", "CANCEL", "SETTLE_FIXED", "SETTLE_FAILED" -> true;
      default -> false;
    };
  }
}
