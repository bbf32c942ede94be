package nightshift.bot.host.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.bot.host.http.CallTrouble;
import nightshift.bot.host.http.Calls;
import nightshift.config.AppSettings;
import nightshift.engine.alert.Text;

/**
 * Jellyfin. A stop is a message that the player may not follow; only the conversion itself can be
 * ended for certain, and for that Jellyfin wants the player's own play session id, which it lists
 * only in some versions.
 */
final class Jellyfin implements MediaServer {

  private static final String UNNAMED = "unnamed";

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
    boolean converts = s.path("PlayState").path("PlayMethod").asText().equals("Transcode");
    String play =
        s.path("PlaySessionId").asText(s.path("PlayState").path("PlaySessionId").asText(UNNAMED));
    String series = item.path("SeriesName").asText("");
    return new Session(
        Text.line(s.path("Id").asText(), 100),
        Text.line(s.path("UserName").asText("somebody"), 60),
        Text.line((series.isEmpty() ? "" : series + ": ") + item.path("Name").asText(), 120),
        Text.line(s.path("DeviceName").asText("a player"), 60),
        Text.line(s.path("DeviceId").asText(), 200),
        converts ? Text.line(play, 200) : "");
  }

  @Override
  public void end(Session session, String reason) throws CallTrouble, InterruptedException {
    line.calls()
        .need(
            line.call(
                "asking a player to stop",
                "POST",
                "Sessions/"
                    + Line.form(Map.of(session.id(), "")).replace("=", "")
                    + "/Playing/Stop",
                Map.of(),
                Optional.empty()));
    if (!session.transcoding().equals(UNNAMED)) {
      Map<String, String> query = new LinkedHashMap<>();
      query.put("deviceId", session.device());
      query.put("playSessionId", session.transcoding());
      line.calls()
          .need(
              line.call(
                  "ending a conversion",
                  "DELETE",
                  "Videos/ActiveEncodings",
                  query,
                  Optional.empty()));
    }
  }
}
