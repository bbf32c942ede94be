package nightshift.bot.chat.web;

import nightshift.engine.plan.PlanId;
import nightshift.engine.port.ChatInbox.Receipt;
import nightshift.engine.port.ChatInbox.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * An answer to a press, for the presser alone.
 *
 * @param tone how it is shown
 * @param message for people
 * @param plan another plan that it is about, such as an undo's; null for none
 */
record Notice(Tone tone, String message, @Nullable PlanId plan) {

  /** How an answer is shown. */
  enum Tone {
    GOOD,
    NEUTRAL,
    BAD
  }

  /** What came of a press on {@code pressed}. */
  static Notice of(Receipt receipt, @Nullable PlanId pressed) {
    Tone tone =
        switch (receipt.verdict()) {
          case ACCEPTED, COUNTED -> Tone.GOOD;
          case DUPLICATE -> Tone.NEUTRAL;
          default -> Tone.BAD;
        };
    PlanId other = receipt.plan() == null ? null : receipt.plan().id();
    return new Notice(
        tone, receipt.message(), other == null || other.equals(pressed) ? null : other);
  }

  /** A refusal of our own. */
  static Notice bad(String message) {
    return new Notice(Tone.BAD, message, null);
  }

  /** The HTTP status that says the same to programs. */
  static int status(Verdict verdict) {
    return switch (verdict) {
      case ACCEPTED, COUNTED, DUPLICATE -> 200;
      case NOT_ALLOWED -> 403;
      case NOT_FOUND -> 404;
      case CONFLICT, STALE, REFUSED -> 409;
      case EXPIRED -> 410;
      case INVALID -> 422;
    };
  }
}
