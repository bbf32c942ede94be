package nightshift.bot.host.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nightshift.bot.host.http.CallTrouble;
import nightshift.bot.host.http.Calls;
import nightshift.bot.host.http.Calls.Answer;
import nightshift.bot.host.http.Calls.Call;
import nightshift.config.AppSettings;
import nightshift.engine.alert.Redaction;
import nightshift.engine.alert.Text;

/**
 * Transmission's RPC protocol, proven on 3.00. The first call is answered with 409 and a session
 * id, which every further one has to show.
 */
final class Transmission implements DownloadClient {

  private static final String SESSION = "X-Transmission-Session-Id";
  private static final List<String> FIELDS =
      List.of("hashString", "name", "status", "error", "errorString", "isStalled");
  private static final int AWAITS_CHECK = 1;
  private static final int CHECKING = 2;
  private static final int DOWNLOADING = 4;
  // 1 and 2 are a tracker's warning and error, with which a torrent goes on.
  private static final int LOCAL_ERROR = 3;

  private final AppSettings app;
  private final Line line;

  Transmission(Calls calls, AppSettings app) {
    this.app = app;
    this.line = new Line(calls, app, Map.of());
  }

  @Override
  public State state() throws CallTrouble, InterruptedException {
    ObjectNode which = JsonNodeFactory.instance.objectNode();
    ArrayNode fields = which.putArray("fields");
    FIELDS.forEach(fields::add);
    List<Torrent> torrents = new ArrayList<>();
    for (JsonNode t : rpc("listing the torrents", "torrent-get", which).path("torrents")) {
      if (torrents.size() < MOST) {
        torrents.add(torrent(t));
      }
    }
    JsonNode session =
        rpc("asking for the version", "session-get", JsonNodeFactory.instance.objectNode());
    return new State(Text.line(session.path("version").asText(), 40), "connected", torrents);
  }

  private static Torrent torrent(JsonNode t) {
    return new Torrent(
        t.path("hashString").asText().toLowerCase(Locale.ROOT),
        Text.line(t.path("name").asText(), 200),
        how(t),
        Text.line(Redaction.of(t.path("errorString").asText()), 200));
  }

  private static How how(JsonNode t) {
    int status = t.path("status").asInt();
    // An error stays until the check that may clear it is over.
    boolean checked = status == AWAITS_CHECK || status == CHECKING;
    if (t.path("error").asInt() == LOCAL_ERROR && !checked) {
      return How.ERRORED;
    }
    return t.path("isStalled").asBoolean() && status == DOWNLOADING ? How.STALLED : How.FINE;
  }

  @Override
  public void recheck(List<Torrent> torrents) throws CallTrouble, InterruptedException {
    ObjectNode which = JsonNodeFactory.instance.objectNode();
    ArrayNode ids = which.putArray("ids");
    torrents.forEach(t -> ids.add(t.hash()));
    rpc("rechecking torrents", "torrent-verify", which);
    rpc("resuming torrents", "torrent-start", which);
  }

  private JsonNode rpc(String doing, String method, ObjectNode arguments)
      throws CallTrouble, InterruptedException {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("method", method);
    body.set("arguments", arguments);
    Map<String, String> headers = new HashMap<>();
    app.username()
        .ifPresent(user -> headers.put("Authorization", basic(user, app.password().orElse(""))));
    Call call = line.with(headers).post(doing, "transmission/rpc", body);
    Answer answer = line.calls().send(call);
    if (answer.status() == 409) {
      headers.put(SESSION, answer.header(SESSION).orElse(""));
      call = line.with(headers).post(doing, "transmission/rpc", body);
      answer = line.calls().send(call);
    }
    if (!answer.good()) {
      throw refused(call, answer);
    }
    JsonNode said = Calls.json(call, answer);
    if (!said.path("result").asText().equals("success")) {
      throw new CallTrouble(
          CallTrouble.Kind.REFUSED,
          call.doing() + ": " + Text.line(said.path("result").asText("no result"), 200));
    }
    return said.path("arguments");
  }

  // Only 401 is about the password. What else it refuses, it explains on a page of HTML.
  private static CallTrouble refused(Call call, Answer answer) {
    String why =
        switch (answer.status()) {
          case 301, 404 ->
              "there is nothing at \"transmission/rpc\" below \"url\"; check \"url\", and that its"
                  + " \"rpc-url\" is \"/transmission/\"";
          case 403 ->
              answer.body().contains("login attempts")
                  ? "it is locked after too many wrong passwords; correct \"username\" and"
                      + " \"password_file\", then restart it"
                  : "it takes no calls from this machine; add this machine's address to its"
                      + " \"rpc-whitelist\"";
          case 421 ->
              "it does not know the host name in \"url\"; add the name to its"
                  + " \"rpc-host-whitelist\", or write its IP address into \"url\"";
          default -> "";
        };
    return why.isEmpty()
        ? Calls.refused(call, answer)
        : new CallTrouble(
            CallTrouble.Kind.REFUSED,
            answer.status(),
            call.doing() + ": HTTP " + answer.status() + ": " + why);
  }

  private static String basic(String user, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }
}
