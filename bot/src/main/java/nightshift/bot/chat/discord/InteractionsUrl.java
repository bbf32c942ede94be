package nightshift.bot.chat.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import nightshift.config.Settings;

/**
 * Asks whether the application has an Interactions Endpoint URL. With one, Discord sends every
 * press there and none to us, without a word.
 */
final class InteractionsUrl {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int OK = 200;
  private static final ObjectMapper JSON = new ObjectMapper();

  private InteractionsUrl() {}

  /** What is wrong, if anything is. */
  static List<String> warnings(Settings.Discord settings) {
    HttpRequest request =
        HttpRequest.newBuilder(settings.restUrl().resolve("applications/@me"))
            .timeout(PATIENCE)
            .header("Authorization", "Bot " + settings.token())
            .header("User-Agent", "DiscordBot (nightshift, 1)")
            .build();
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != OK) {
        return List.of("asking about the application: Discord answered " + answer.statusCode());
      }
      JsonNode url = JSON.readTree(answer.body()).path("interactions_endpoint_url");
      return url.isTextual() && !url.asText().isBlank()
          ? List.of(
              "the application has an Interactions Endpoint URL, so presses never come here; remove"
                  + " it in Discord's developer portal")
          : List.of();
    } catch (IOException e) {
      return List.of("asking about the application: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }
}
