package nightshift.bot.host.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nightshift.bot.host.http.CallTrouble;
import nightshift.bot.host.http.Calls;
import nightshift.config.AppSettings;
import nightshift.engine.alert.Text;

/** Plex Media Server. Ending a session needs a token of the server's owner. */
final class Plex implements MediaServer {

  private final Line line;

  Plex(Calls calls, AppSettings app) {
    this.line =
        new Line(
            calls,
            app,
            Map.of("X-Plex-Token", app.apiKey().orElse(""), "Accept", "application/json"));
  }

  @Override
  public List<Session> sessions() throws CallTrouble, InterruptedException {
    JsonNode answer = line.ask(line.get("asking for the sessions", "status/sessions", Map.of()));
    List<Session> out = new ArrayList<>();
    for (JsonNode m : answer.path("MediaContainer").path("Metadata")) {
      JsonNode transcode = m.path("TranscodeSession");
      boolean converts =
          transcode.path("videoDecision").asText().equals("transcode")
              || transcode.path("audioDecision").asText().equals("transcode");
      String series = m.path("grandparentTitle").asText("");
      out.add(
          new Session(
              Text.line(m.path("Session").path("id").asText(), 100),
              Text.line(m.path("User").path("title").asText("somebody"), 60),
              Text.line((series.isEmpty() ? "" : series + ": ") + m.path("title").asText(), 120),
              Text.line(m.path("Player").path("title").asText("a player"), 60),
              "",
              converts ? Text.line(transcode.path("key").asText("unnamed"), 200) : ""));
    }
    return out;
  }

  @Override
  public void end(Session session, String reason) throws CallTrouble, InterruptedException {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("sessionId", session.id());
    query.put("reason", reason);
    line.calls().need(line.get("ending a session", "status/sessions/terminate", query));
  }
}
