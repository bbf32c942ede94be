package nightshift.bot.chat.discord;

import java.util.function.Supplier;
import net.dv8tion.jda.api.interactions.InteractionHook;
import net.dv8tion.jda.api.interactions.callbacks.IMessageEditCallback;
import net.dv8tion.jda.api.interactions.callbacks.IModalCallback;
import net.dv8tion.jda.api.interactions.callbacks.IReplyCallback;
import net.dv8tion.jda.api.modals.Modal;
import nightshift.engine.alert.Text;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Acknowledges first, then works, then answers. What could not be acknowledged in time is not done:
 * Discord has told the presser that it failed, so they will press again.
 */
final class Acknowledge {

  private static final Logger LOG = LoggerFactory.getLogger(Acknowledge.class);

  private Acknowledge() {}

  /**
   * Runs {@code work} once Discord knows that we heard, and shows its answer.
   *
   * @param open whether everybody in the channel may read it
   */
  static void then(IReplyCallback press, boolean open, Supplier<AnswerMessage> work) {
    answered(press.getId(), () -> press.deferReply(!open).complete(), work);
  }

  /** The same for a button of an answer, which is replaced by the new one. */
  static void turning(IMessageEditCallback press, Supplier<AnswerMessage> work) {
    answered(press.getId(), () -> press.deferEdit().complete(), work);
  }

  private static void answered(
      String press, Supplier<InteractionHook> heard, Supplier<AnswerMessage> work) {
    InteractionHook hook;
    try {
      hook = heard.get();
    } catch (RuntimeException e) {
      LOG.warn("{} was not acknowledged, nothing was decided: {}", press, said(e));
      return;
    }
    AnswerMessage answer = guarded(work);
    if (!shown(hook, press, answer) && answer.report() != null) {
      shown(hook, press, answer.undrawn());
    }
  }

  private static boolean shown(InteractionHook hook, String press, AnswerMessage answer) {
    try {
      hook.editOriginal(answer.message()).complete();
      return true;
    } catch (RuntimeException e) {
      LOG.warn("answering {}: {}", press, said(e));
      return false;
    }
  }

  /** Asks something in a window. */
  static void ask(IModalCallback press, Modal modal) {
    try {
      press.replyModal(modal).complete();
    } catch (RuntimeException e) {
      LOG.warn("the question to {} came too late, nothing was decided: {}", press.getId(), said(e));
    }
  }

  // The roof of a press: whatever is wrong, the presser hears that it did not work.
  private static AnswerMessage guarded(Supplier<AnswerMessage> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      LOG.error("working on a press", e);
      return AnswerMessage.plain(
          "Something is wrong with Nightshift, and its log says what. Look at the card before you"
              + " press again.");
    }
  }

  private static String said(RuntimeException e) {
    if (Troubles.is(e, Troubles.UNKNOWN_INTERACTION)) {
      return "Discord waits three seconds, and no longer";
    }
    return Text.line(String.valueOf(e.getMessage()), 200);
  }
}
