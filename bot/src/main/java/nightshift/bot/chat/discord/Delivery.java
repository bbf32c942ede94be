package nightshift.bot.chat.discord;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import net.dv8tion.jda.api.exceptions.PermissionException;
import net.dv8tion.jda.api.requests.RestAction;
import nightshift.engine.port.ChatException;

/** Runs one call to Discord to its end, and says in our own words why it did not work. */
final class Delivery {

  // Inside of it JDA waits out rate limits and repeats calls that gateways lost.
  private static final Duration PATIENCE = Duration.ofSeconds(25);
  private static final Duration SLACK = Duration.ofSeconds(5);

  private Delivery() {}

  /**
   * Waits for the answer.
   *
   * @param what is being done, for the message: {@code posting the card of plan #142}
   */
  static <T> T run(String what, Supplier<? extends RestAction<T>> call)
      throws ChatException, InterruptedException {
    try {
      // The action drops itself after its time, so that it does not arrive when we have given up.
      return call.get()
          .timeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
          .submit()
          .get(PATIENCE.plus(SLACK).toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw Troubles.of(what, e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      throw Troubles.unavailable(what, "no answer within " + PATIENCE.toSeconds() + " s");
    } catch (PermissionException | IllegalStateException | RejectedExecutionException e) {
      throw Troubles.of(what, e);
    }
  }
}
