package nightshift.bot.chat.discord;

import java.time.Duration;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.exceptions.PermissionException;
import net.dv8tion.jda.api.exceptions.RateLimitedException;
import nightshift.engine.alert.Text;
import nightshift.engine.port.ChatException;
import nightshift.engine.port.ChatException.Kind;
import org.jspecify.annotations.Nullable;

/** What Discord's refusals mean to us. Codes are those of its documentation. */
final class Troubles {

  static final int UNKNOWN_CHANNEL = 10003;
  static final int UNKNOWN_MESSAGE = 10008;
  static final int UNKNOWN_INTERACTION = 10062;
  static final int ALREADY_ACKNOWLEDGED = 40060;
  static final int MISSING_ACCESS = 50001;
  static final int MISSING_PERMISSIONS = 50013;
  static final int THREAD_ARCHIVED = 50083;
  static final int HAS_THREAD_ALREADY = 160004;

  private static final int SERVER_ERROR = 500;
  private static final int LONGEST = 300;

  private Troubles() {}

  /** The exception for whatever JDA threw. */
  static ChatException of(String what, Throwable e) {
    ChatException ours = translated(what, e);
    ours.initCause(e);
    return ours;
  }

  private static ChatException translated(String what, Throwable e) {
    return switch (e) {
      case ErrorResponseException r -> answered(what, r);
      case PermissionException p ->
          refused(
              what,
              "the bot may not "
                  + p.getPermission().getName()
                  + "; give its role that permission in the channel");
      case RateLimitedException r ->
          new ChatException(
              Kind.UNAVAILABLE,
              what + ": Discord asks to slow down",
              Duration.ofMillis(r.getRetryAfter()));
      default -> unavailable(what, Text.line(String.valueOf(e.getMessage()), LONGEST));
    };
  }

  private static ChatException answered(String what, ErrorResponseException r) {
    String said =
        r.getErrorCode() == 0
            ? "HTTP status " + r.getResponse().code
            : Text.line(r.getErrorCode() + " " + r.getMeaning(), LONGEST);
    return switch (r.getErrorCode()) {
      case UNKNOWN_MESSAGE -> gone(what, "the message was deleted");
      case UNKNOWN_CHANNEL -> gone(what, "the channel or thread was deleted");
      case MISSING_ACCESS ->
          refused(what, "the bot cannot see the channel; give its role View Channel there");
      case MISSING_PERMISSIONS ->
          refused(
              what,
              "the bot lacks a permission; give its role " + Permissions.all() + " in the channel");
      default -> lasting(r) ? refused(what, "Discord answered " + said) : unavailable(what, said);
    };
  }

  // An answer with a code of Discord's own will be the same next time; anything else may pass.
  private static boolean lasting(ErrorResponseException r) {
    int status = r.getResponse().code;
    return status >= 400 && status < SERVER_ERROR && status != 429 && status != 408;
  }

  /** Whether this is that code of Discord's. */
  static boolean is(@Nullable Throwable e, int code) {
    return e instanceof ErrorResponseException r && r.getErrorCode() == code;
  }

  static ChatException gone(String what, String why) {
    return new ChatException(Kind.GONE, what + ": " + why, Duration.ZERO);
  }

  static ChatException refused(String what, String why) {
    return new ChatException(Kind.REFUSED, what + ": " + why, Duration.ZERO);
  }

  static ChatException unavailable(String what, String why) {
    return new ChatException(Kind.UNAVAILABLE, what + ": " + why, Duration.ZERO);
  }
}
