package nightshift.bot.loopback.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** What Discord refuses although its published document does not say so. */
final class Refusals {

  private static final int CONTENT = 2_000;
  private static final int ROWS = 5;
  private static final int EMBEDS = 6_000;

  private Refusals() {}

  /** Why a message is refused; empty when it is taken. */
  static Optional<String> message(JsonNode body, boolean files) {
    if (body.path("content").asText().length() > CONTENT) {
      return Optional.of("content is too long");
    }
    if (body.path("components").size() > ROWS) {
      return Optional.of("too many rows");
    }
    List<String> ids = body.findValuesAsText("custom_id");
    if (ids.stream().distinct().count() != ids.size()) {
      return Optional.of("a custom_id is there twice");
    }
    if (embeds(body) > EMBEDS) {
      return Optional.of("the embeds have too many characters");
    }
    boolean empty =
        body.path("content").asText().isEmpty() && body.path("embeds").isEmpty() && !files;
    return empty ? Optional.of("the message is empty") : Optional.empty();
  }

  private static int embeds(JsonNode body) {
    int sum = 0;
    for (JsonNode embed : body.path("embeds")) {
      sum += embed.path("title").asText().length() + embed.path("description").asText().length();
      for (JsonNode field : embed.path("fields")) {
        sum += field.path("name").asText().length() + field.path("value").asText().length();
      }
    }
    return sum;
  }

  /** Why commands are refused; empty when they are taken. */
  static Optional<String> commands(JsonNode commands) {
    for (JsonNode name : commands.findValues("name")) {
      if (!name.asText().equals(name.asText().toLowerCase(java.util.Locale.ROOT))) {
        return Optional.of("a name is not in lower case");
      }
    }
    return Optional.empty();
  }
}
