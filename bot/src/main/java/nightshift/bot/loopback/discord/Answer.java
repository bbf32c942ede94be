package nightshift.bot.loopback.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.javalin.http.Context;
import java.util.Map;

/**
 * What is answered to a {@link Call}.
 *
 * @param body missing when there is none
 */
public record Answer(int status, Map<String, String> headers, JsonNode body) {

  private static final int OK = 200;
  private static final int NO_CONTENT = 204;

  /** All is well, and this is it. */
  public static Answer ok(JsonNode body) {
    return new Answer(OK, Map.of(), body);
  }

  /** All is well, and there is nothing to say. */
  static Answer empty() {
    return new Answer(NO_CONTENT, Map.of(), MissingNode.getInstance());
  }

  /** Refused, with a code of Discord's own. */
  public static Answer refused(int status, int code) {
    return new Answer(
        status, Map.of(), Shapes.object("{\"message\":\"refused\",\"code\":%d}", code));
  }

  void send(Context ctx) {
    ctx.status(status);
    headers.forEach(ctx::header);
    if (!body.isMissingNode()) {
      ctx.contentType("application/json").result(body.toString());
    }
  }
}
