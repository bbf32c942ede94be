package nightshift.bot.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import nightshift.engine.action.Nearest;
import nightshift.engine.alert.Text;

/** Request bodies, bounded. */
public final class Bodies {

  /** Most bytes of a body. */
  public static final int LARGEST = 256 * 1024;

  /** Most bytes that are read only so that their sender gets to hear the refusal. */
  static final long MOST_READ = 4L * 1024 * 1024;

  private static final String BODY = "nightshift.body";

  private Bodies() {}

  /**
   * Reads a body that says to be JSON.
   *
   * @throws Problem 413 when it is too large, 415 when it says to be something else
   */
  public static byte[] jsonBytes(Context request) {
    String type = request.contentType();
    String bare = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!bare.equals("application/json") && !bare.endsWith("+json")) {
      throw new Problem(415, "send JSON, with the header Content-Type: application/json");
    }
    return bytes(request);
  }

  /**
   * Reads a JSON body.
   *
   * @throws Problem 413 when it is too large, 415 when it says to be something else, 400 when it is
   *     malformed
   */
  public static JsonNode json(Context request) {
    return Json.read(jsonBytes(request));
  }

  /**
   * Reads a JSON object with none but these fields; an absent body is an empty object.
   *
   * @throws Problem like {@link #json}, and 422 for other fields
   */
  public static JsonNode object(Context request, List<String> fields) {
    if (absent(request)) {
      return Json.MAPPER.createObjectNode();
    }
    JsonNode body = json(request);
    if (!body.isObject()) {
      throw Problem.badRequest("the body must be a JSON object");
    }
    for (Iterator<String> names = body.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!fields.contains(name)) {
        throw Problem.invalid(
            "unknown field \"" + Text.line(name, 60) + "\"" + Nearest.hint(cut(name), fields));
      }
    }
    return body;
  }

  /**
   * A text field; empty when it is absent or null.
   *
   * @throws Problem 422 when it is not a text
   */
  public static String text(JsonNode body, String field) {
    JsonNode v = body.get(field);
    if (v == null || v.isNull()) {
      return "";
    }
    if (!v.isTextual()) {
      throw Problem.invalid("\"" + field + "\" must be a text");
    }
    return v.textValue();
  }

  /** Reads the whole body, or refuses it. It can be read again: a signature is over its bytes. */
  public static byte[] bytes(Context request) {
    byte[] before = request.attribute(BODY);
    byte[] body = before == null ? fresh(request) : before;
    request.attribute(BODY, body);
    return body;
  }

  private static byte[] fresh(Context request) {
    try (InputStream in = request.bodyInputStream()) {
      byte[] read = in.readNBytes(LARGEST + 1);
      if (read.length > LARGEST) {
        // Who is still sending does not listen yet: an early end would look like a broken line.
        in.transferTo(OutputStream.nullOutputStream());
        throw tooLarge();
      }
      return read;
    } catch (IOException e) {
      throw Problem.badRequest("the body ended early or came too slowly");
    }
  }

  // RFC 9112, 6.3: without a length and without an encoding there is no body, whatever its type.
  private static boolean absent(Context request) {
    long length = request.req().getContentLengthLong();
    return length == 0 || (length < 0 && request.header("Transfer-Encoding") == null);
  }

  // Distances are counted over short words only: a long one is nobody's slip.
  private static String cut(String name) {
    return name.length() > 60 ? name.substring(0, 60) : name;
  }

  static Problem tooLarge() {
    return new Problem(
        413,
        "the body is larger than %d KiB; send less at once (Alertmanager: set max_alerts)"
            .formatted(LARGEST / 1024));
  }
}
