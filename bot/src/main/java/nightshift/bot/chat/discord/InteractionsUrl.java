package nightshift.bot.chat.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import nightshift.config.DiscordSettings;

/**
 * Asks whether the application has an Interactions Endpoint URL. With one, Discord sends every
 * press there and none to us, without a word.
 */
final class InteractionsUrl {

  /** What is wrong then. */
  static final String DIVERTED =
      "the application has an Interactions Endpoint URL, so presses never come here; remove it in"
          + " Discord's developer portal";

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;
  private static final ObjectMapper JSON = new ObjectMapper();

  private InteractionsUrl() {}

  /** Discord refuses the token. */
  static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    Refused() {
      super("Discord refuses the token");
    }
  }

  /**
   * @return whether presses go elsewhere
   * @throws IOException when Discord does not say; the message is for people
   */
  static boolean set(DiscordSettings settings) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(settings.restUrl().resolve("applications/@me"))
            .timeout(PATIENCE)
            .header("Authorization", "Bot " + settings.token())
            .header("User-Agent", "DiscordBot (nightshift, 1)")
            .build();
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() == UNAUTHORIZED) {
        throw new Refused();
      }
      if (answer.statusCode() != OK) {
        throw new IOException("Discord answered " + answer.statusCode());
      }
      JsonNode url = JSON.readTree(answer.body()).path("interactions_endpoint_url");
      return url.isTextual() && !url.asText().isBlank();
    }
  }
}
