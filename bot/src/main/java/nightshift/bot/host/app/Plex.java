package nightshift.bot.host.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
 * Plex Media Server. Checked field by field against version 1.1.1 of the document of its interface
 * that Plex publishes (as {@code plex-api-spec.yaml} of LukeHagar/plex-api-spec has it) and against
 * python-plexapi 4.16. Both calls want the token of the server's owner.
 */
final class Plex implements MediaServer {

  private final Line line;

  Plex(Calls calls, AppSettings app) {
    this.line =
        new Line(
            calls,
            app,
            Map.of(
                "X-Plex-Token",
                app.apiKey().orElse(""),
                "X-Plex-Client-Identifier",
                "nightshift",
                "Accept",
                "application/json"));
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
              true,
              converts ? Text.line(transcode.path("key").asText("unnamed"), 200) : ""));
    }
    return out;
  }

  @Override
  public void end(Session session, String reason) throws CallTrouble, InterruptedException {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("sessionId", session.id());
    query.put("reason", reason);
    Call call = ending("GET", query);
    Answer answer = line.calls().send(call);
    // The document says POST; all servers so far have taken GET, and clients rely on it.
    if (answer.status() == 405) {
      call = ending("POST", query);
      answer = line.calls().send(call);
    }
    if (answer.status() == 401) {
      throw new CallTrouble(
          CallTrouble.Kind.REFUSED,
          answer.status(),
          call.doing()
              + ": HTTP 401: this server cannot end sessions, which takes a Plex Pass, or the key"
              + " is not that of its owner");
    }
    // It is gone already.
    if (!answer.good() && answer.status() != 404) {
      throw Calls.refused(call, answer);
    }
  }

  private Call ending(String method, Map<String, String> query) {
    return line.call(
        "ending a session", method, "status/sessions/terminate", query, Optional.empty());
  }
}
