package nightshift.bot.http;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The deed of one signed request, done once. Whoever sends the same request again, be it a sender
 * that lost the answer or somebody who recorded it, hears the first answer, and nothing more
 * happens. A request that was not accepted leaves nothing behind: its sender tries again.
 */
final class Once {

  private record Answer(int status, String body) {}

  // Held over the deed, so that the same request sent twice at once does not count twice.
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Answer first;

  /** Does the deed, which answers, or answers as it did. */
  void answer(Context ctx, Runnable deed) {
    lock.lock();
    try {
      Answer before = first;
      if (before == null) {
        deed.run();
        noted(ctx);
      } else {
        ctx.status(before.status()).contentType("application/json").result(before.body());
      }
    } finally {
      lock.unlock();
    }
  }

  private void noted(Context ctx) {
    HttpStatus status = ctx.status();
    if (status.isSuccess()) {
      String body = ctx.result();
      first = new Answer(status.getCode(), body == null ? "" : body);
    }
  }
}
