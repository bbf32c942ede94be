package nightshift.bot.host.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import nightshift.bot.host.http.CallTrouble;
import nightshift.bot.host.http.Calls;
import nightshift.bot.host.http.Calls.Answer;
import nightshift.bot.host.http.Calls.Call;
import nightshift.config.AppSettings;
import nightshift.engine.alert.Text;

/**
 * qBittorrent's WebUI API v2 (versions 4.1 to 5). With a name and a password it logs in for each
 * task and logs out after it, so that no session is left open.
 */
final class QBittorrent implements DownloadClient {

  private static final String API = "api/v2/";

  private final AppSettings app;
  private final Line line;

  QBittorrent(Calls calls, AppSettings app) {
    this.app = app;
    this.line = new Line(calls, app, Map.of());
  }

  private interface Task<T> {
    T on(Line line) throws CallTrouble, InterruptedException;
  }

  @Override
  public State state() throws CallTrouble, InterruptedException {
    return inside(QBittorrent::state);
  }

  private static State state(Line line) throws CallTrouble, InterruptedException {
    Call version = line.get("asking for the version", API + "app/version", Map.of());
    String said = Text.line(line.calls().need(version).body(), 40);
    JsonNode transfer =
        line.ask(line.get("reading the connection", API + "transfer/info", Map.of()));
    List<Torrent> torrents = new ArrayList<>();
    Map<String, String> query = Map.of("limit", String.valueOf(MOST));
    for (JsonNode t : line.ask(line.get("listing the torrents", API + "torrents/info", query))) {
      torrents.add(torrent(t));
    }
    return new State(said, transfer.path("connection_status").asText("connected"), torrents);
  }

  private static Torrent torrent(JsonNode t) {
    String state = t.path("state").asText();
    How how =
        switch (state) {
          case "error", "missingFiles" -> How.ERRORED;
          case "stalledDL" -> How.STALLED;
          default -> How.FINE;
        };
    return new Torrent(
        t.path("hash").asText().toLowerCase(Locale.ROOT),
        Text.line(t.path("name").asText(), 200),
        how,
        how == How.FINE ? "" : state);
  }

  @Override
  public void recheck(List<Torrent> torrents) throws CallTrouble, InterruptedException {
    String hashes = torrents.stream().map(Torrent::hash).collect(Collectors.joining("|"));
    inside(line -> {
      post(line, "rechecking torrents", "torrents/recheck", hashes);
      // Version 5 calls it "start", those before it "resume".
      Call version = line.get("asking for the version", API + "app/webapiVersion", Map.of());
      boolean five = newer(line.calls().need(version).body().strip());
      post(line, "resuming torrents", five ? "torrents/start" : "torrents/resume", hashes);
      return true;
    });
  }

  private static boolean newer(String api) {
    String[] parts = api.split("\\.");
    return parts.length > 1
        && parts[0].matches("\\d{1,3}")
        && parts[1].matches("\\d{1,3}")
        && (Integer.parseInt(parts[0]) > 2 || Integer.parseInt(parts[1]) >= 11);
  }

  private static void post(Line line, String doing, String path, String hashes)
      throws CallTrouble, InterruptedException {
    SequencedMap<String, String> form = new LinkedHashMap<>(Map.of("hashes", hashes));
    line.calls()
        .need(line.call(doing, "POST", API + path, Map.of(), Optional.of(Line.formBody(form))));
  }

  private <T> T inside(Task<T> task) throws CallTrouble, InterruptedException {
    if (app.username().isEmpty()) {
      return task.on(line);
    }
    Line open = line.with(Map.of("Cookie", login()));
    try {
      return task.on(open);
    } finally {
      logout(open);
    }
  }

  private String login() throws CallTrouble, InterruptedException {
    SequencedMap<String, String> form = new LinkedHashMap<>();
    form.put("username", app.username().orElse(""));
    form.put("password", app.password().orElse(""));
    Call call =
        line.call(
            "logging in", "POST", API + "auth/login", Map.of(), Optional.of(Line.formBody(form)));
    Answer answer = line.calls().need(call);
    // A wrong password is answered with 200 and no cookie.
    return answer
        .header("set-cookie")
        .map(c -> c.split(";", 2)[0])
        .orElseThrow(() -> Calls.refused(call, new Answer(403, answer.headers(), "")));
  }

  // A session that stays open ends by itself after an hour; nothing depends on this.
  private static void logout(Line open) throws InterruptedException {
    try {
      open.calls()
          .send(open.call("logging out", "POST", API + "auth/logout", Map.of(), Optional.empty()));
    } catch (CallTrouble left) {
      return;
    }
  }
}
