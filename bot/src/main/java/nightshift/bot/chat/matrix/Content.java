package nightshift.bot.chat.matrix;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Contents of {@code m.room.message}. Each says whom it mentions, nobody too: without that field,
 * servers look for names and {@code @room} in the text. Pure.
 */
final class Content {

  /** Lets clients make a sound. */
  static final String ALOUD = "m.text";

  /** Never does. */
  static final String QUIET = "m.notice";

  private static final String RELATES = "m.relates_to";
  private static final String MENTIONS = "m.mentions";

  private Content() {}

  /** A message. */
  static ObjectNode message(String type, Rows rows, List<String> mentioned) {
    ObjectNode out = empty();
    out.put("msgtype", type);
    out.put("body", rows.body());
    out.put("format", "org.matrix.custom.html");
    out.put("formatted_body", rows.html());
    out.set(MENTIONS, mentions(mentioned));
    return out;
  }

  /** A stored text as a file. */
  static ObjectNode file(String name, String address, int bytes) {
    ObjectNode out = empty();
    out.put("msgtype", "m.file").put("body", name).put("filename", name).put("url", address);
    out.putObject("info").put("mimetype", "text/plain").put("size", bytes);
    out.set(MENTIONS, mentions(List.of()));
    return out;
  }

  /**
   * A stored PNG.
   *
   * @param words for those who do not see it, and below it where clients show captions
   */
  static ObjectNode picture(String name, String words, String address, Size size) {
    ObjectNode out = empty();
    out.put("msgtype", "m.image").put("body", words).put("filename", name).put("url", address);
    out.putObject("info")
        .put("mimetype", "image/png")
        .put("w", size.width())
        .put("h", size.height())
        .put("size", size.bytes());
    out.set(MENTIONS, mentions(List.of()));
    return out;
  }

  /** A picture's size: in pixels, and in bytes. */
  record Size(int width, int height, int bytes) {}

  /** A reaction. */
  static ObjectNode reaction(String to, String key) {
    ObjectNode out = empty();
    out.putObject(RELATES).put("rel_type", "m.annotation").put("event_id", to).put("key", key);
    return out;
  }

  /** The same message, in the thread under {@code root}. */
  static ObjectNode inThread(ObjectNode message, String root, String answered) {
    ObjectNode relation = message.putObject(RELATES);
    relation.put("rel_type", "m.thread").put("event_id", root).put("is_falling_back", true);
    relation.putObject("m.in_reply_to").put("event_id", answered);
    return message;
  }

  /** The same message, as an answer to another. */
  static ObjectNode answering(ObjectNode message, String answered) {
    message.putObject(RELATES).putObject("m.in_reply_to").put("event_id", answered);
    return message;
  }

  /**
   * A message in place of another.
   *
   * @param called whom the change itself calls: only mentions of the outer event do
   */
  static ObjectNode edit(ObjectNode newer, String of, List<String> called) {
    ObjectNode out = newer.deepCopy();
    out.put("body", "* " + newer.path("body").asText());
    out.put("formatted_body", "* " + newer.path("formatted_body").asText());
    out.set(MENTIONS, mentions(called));
    out.set("m.new_content", newer);
    out.putObject(RELATES).put("rel_type", "m.replace").put("event_id", of);
    return out;
  }

  private static ObjectNode mentions(List<String> users) {
    ObjectNode out = empty();
    if (!users.isEmpty()) {
      users.stream().distinct().forEach(out.putArray("user_ids")::add);
    }
    return out;
  }

  private static ObjectNode empty() {
    return JsonNodeFactory.instance.objectNode();
  }
}
