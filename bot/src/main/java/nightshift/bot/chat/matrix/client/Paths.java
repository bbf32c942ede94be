package nightshift.bot.chat.matrix.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Paths of the API, with everything in them encoded. */
final class Paths {

  private static final String CLIENT = "/_matrix/client/v3";

  private Paths() {}

  /** {@code /_matrix/client/v3/} and these parts. */
  static String v3(String... parts) {
    return under(CLIENT, parts);
  }

  /** {@code /_matrix/client/v3/rooms/} a room, and these parts. */
  static String room(String room, String... parts) {
    return under(CLIENT + "/rooms/" + encoded(room), parts);
  }

  /** Relations are the one thing that stayed under v1. */
  static String relations(String room, String event, String relation) {
    return under("/_matrix/client/v1/rooms/" + encoded(room) + "/relations", event, relation);
  }

  /** A query parameter. */
  static String parameter(String name, String value) {
    return name + "=" + encoded(value);
  }

  private static String under(String root, String... parts) {
    StringBuilder out = new StringBuilder(root);
    for (String part : parts) {
      out.append('/').append(encoded(part));
    }
    return out.toString();
  }

  private static String encoded(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
