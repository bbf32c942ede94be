package nightshift.bot.chat.matrix.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event of a room, as the homeserver tells it. What strangers sent may be missing or of any
 * type; then it is empty here.
 *
 * @param sent by the sender's own homeserver's clock: told, not known
 * @param stateKey null for what is no state
 * @param redacts the event that a redaction empties; empty for anything else
 * @param redacted whether this one was emptied
 */
public record Event(
    String id,
    String type,
    String sender,
    Instant sent,
    @Nullable String stateKey,
    JsonNode content,
    String redacts,
    boolean redacted) {

  /** Reads what the API sends. */
  static Event of(JsonNode node) {
    JsonNode content = node.path("content");
    JsonNode state = node.path("state_key");
    // In the content since room version 11, beside it before.
    String redacts = content.path("redacts").asText(node.path("redacts").asText(""));
    return new Event(
        node.path("event_id").asText(""),
        node.path("type").asText(""),
        node.path("sender").asText(""),
        Instant.ofEpochMilli(node.path("origin_server_ts").asLong(0)),
        state.isTextual() ? state.asText() : null,
        content,
        redacts,
        node.path("unsigned").hasNonNull("redacted_because"));
  }

  /**
   * {@code m.annotation}, {@code m.replace}, {@code m.thread}; empty when it relates to nothing.
   */
  public String relation() {
    return content.path("m.relates_to").path("rel_type").asText("");
  }

  /** The event that it relates to; empty when there is none. */
  public String target() {
    return content.path("m.relates_to").path("event_id").asText("");
  }

  /** The key of a reaction, as sent; empty for a withdrawn one. */
  public String key() {
    return content.path("m.relates_to").path("key").asText("");
  }
}
