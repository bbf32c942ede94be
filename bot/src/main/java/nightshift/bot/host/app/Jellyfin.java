package nightshift.bot.host.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.bot.host.http.CallTrouble;
import nightshift.bot.host.http.Calls;
import nightshift.bot.host.http.Calls.Answer;
import nightshift.bot.host.http.Calls.Call;
import nightshift.config.AppSettings;
import nightshift.engine.alert.Text;

/**
 * Jellyfin. Checked field by field against its interface as jellyfin-sdk-typescript has it for 10.8
 * and 10.11, and against {@code SessionController.cs}.
 *
 * <p>A stop is a message to the player. Only a player that supports media control gets it; for any
 * other Jellyfin answers 204 and does nothing. The conversion itself ({@code
 * Videos/ActiveEncodings}) cannot be ended from here: that takes the play session id, which no
 * version lists.
 */
final class Jellyfin implements MediaServer {

  private static final int SHOWN_MILLIS = 10_000;

  private final Line line;

  Jellyfin(Calls calls, AppSettings app) {
    String key = app.apiKey().orElse("");
    this.line = new Line(calls, app, Map.of("Authorization", "MediaBrowser Token=\"" + key + "\""));
  }

  @Override
  public List<Session> sessions() throws CallTrouble, InterruptedException {
    List<Session> out = new ArrayList<>();
    for (JsonNode s : line.ask(line.get("asking for the sessions", "Sessions", Map.of()))) {
      JsonNode item = s.path("NowPlayingItem");
      if (item.isObject()) {
        out.add(session(s, item));
      }
    }
    return out;
  }

  private static Session session(JsonNode s, JsonNode item) {
    String series = item.path("SeriesName").asText("");
    return new Session(
        Text.line(s.path("Id").asText(), 100),
        Text.line(s.path("UserName").asText("somebody"), 60),
        Text.line((series.isEmpty() ? "" : series + ": ") + item.path("Name").asText(), 120),
        Text.line(s.path("DeviceName").asText("a player"), 60),
        s.path("SupportsMediaControl").asBoolean(),
        converts(s) ? "of " + Text.line(item.path("Id").asText("unnamed"), 100) : "");
  }

  // A film that is only put into another container is called Transcode as well, and costs nothing.
  private static boolean converts(JsonNode s) {
    JsonNode how = s.path("TranscodingInfo");
    boolean copied = how.path("IsVideoDirect").asBoolean() && how.path("IsAudioDirect").asBoolean();
    return s.path("PlayState").path("PlayMethod").asText().equals("Transcode") && !copied;
  }

  @Override
  public void end(Session session, String reason) throws CallTrouble, InterruptedException {
    String path = "Sessions/" + Line.form(Map.of(session.id(), "")).replace("=", "");
    // Not every player shows it, so its answer decides nothing.
    line.calls()
        .send(
            line.post(
                "telling a viewer why",
                path + "/Message",
                JsonNodeFactory.instance
                    .objectNode()
                    .put("Text", reason)
                    .put("TimeoutMs", SHOWN_MILLIS)));
    Call stop =
        line.call(
            "asking a player to stop", "POST", path + "/Playing/Stop", Map.of(), Optional.empty());
    Answer answer = line.calls().send(stop);
    // It is gone already.
    if (!answer.good() && answer.status() != 404) {
      throw Calls.refused(stop, answer);
    }
  }
}
