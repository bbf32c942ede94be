package nightshift.bot.chat.matrix.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import nightshift.bot.chat.matrix.client.MatrixException.Kind;
import nightshift.engine.alert.Text;

/** What a homeserver's refusals mean. Codes are those of the specification, "API standards". */
final class Refusals {

  private static final int LONGEST = 200;
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);
  private static final int TOO_MANY = 429;

  private Refusals() {}

  /**
   * The exception for an answer that is no success.
   *
   * @param retryHeader {@code Retry-After} in seconds; empty when it was not sent
   */
  static MatrixException of(String what, int status, JsonNode body, String retryHeader) {
    String code = body.path("errcode").asText("");
    Kind kind = kind(status, code);
    String said =
        code.isEmpty()
            ? "HTTP status " + status
            : Text.line(code + " " + body.path("error").asText(""), LONGEST);
    return new MatrixException(
        kind, what + ": the homeserver answered " + said, wait(body, retryHeader));
  }

  private static Kind kind(int status, String code) {
    return switch (code) {
      case "M_LIMIT_EXCEEDED" -> Kind.LIMITED;
      case "M_UNKNOWN_TOKEN", "M_MISSING_TOKEN" -> Kind.TOKEN;
      case "M_FORBIDDEN" -> Kind.FORBIDDEN;
      case "M_NOT_FOUND" -> Kind.NOT_FOUND;
      case "M_TOO_LARGE" -> Kind.TOO_LARGE;
      case "M_DUPLICATE_ANNOTATION" -> Kind.DUPLICATE;
      default -> byStatus(status);
    };
  }

  // What a proxy answers in the homeserver's place has no code.
  private static Kind byStatus(int status) {
    return switch (status) {
      case TOO_MANY -> Kind.LIMITED;
      case 401 -> Kind.TOKEN;
      case 413 -> Kind.TOO_LARGE;
      default -> status >= 400 && status < 500 && status != 408 ? Kind.REFUSED : Kind.UNREACHABLE;
    };
  }

  // retry_after_ms is deprecated since v1.10 in favour of the header, and still what most send.
  private static Duration wait(JsonNode body, String header) {
    long millis = body.path("retry_after_ms").asLong(0);
    if (millis <= 0 && header.matches("\\d{1,6}")) {
      millis = Duration.ofSeconds(Long.parseLong(header)).toMillis();
    }
    return Duration.ofMillis(Math.clamp(millis, 0, LONGEST_WAIT.toMillis()));
  }
}
