package nightshift.bot.host.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import nightshift.engine.alert.Redaction;
import nightshift.engine.alert.Text;

/** Puts the rows of a queue together to downloads, and says how each goes. Pure. */
final class QueueRows {

  // The latter two are Lidarr's.
  private static final Set<String> FAILED =
      Set.of("failed", "failedPending", "downloadFailed", "downloadFailedPending");

  private QueueRows() {}

  /**
   * @param wanted the key under which a row says what it is for: {@code episodeId}
   */
  static List<Download> downloads(JsonNode rows, String wanted) {
    Map<String, Download> out = new LinkedHashMap<>();
    for (JsonNode row : rows) {
      String id = row.path("downloadId").asText("").strip();
      String key = id.isEmpty() ? "row " + row.path("id").asInt() : id;
      out.merge(key, download(row, id, wanted), QueueRows::together);
    }
    return List.copyOf(out.values());
  }

  private static Download download(JsonNode row, String id, String wanted) {
    int of = row.path(wanted).asInt(0);
    return new Download(
        Text.line(id, 200),
        List.of(row.path("id").asInt()),
        of == 0 ? List.of() : List.of(of),
        Text.line(row.path("title").asText(), 200),
        state(row),
        Text.line(Redaction.of(row.path("errorMessage").asText("")), 200));
  }

  private static Download together(Download a, Download b) {
    List<Integer> rows = new ArrayList<>(a.rows());
    rows.addAll(b.rows());
    List<Integer> wanted = new ArrayList<>(a.wanted());
    wanted.addAll(b.wanted());
    Download worse = a.state().compareTo(b.state()) >= 0 ? a : b;
    return new Download(
        a.id(),
        rows.stream().sorted().toList(),
        wanted.stream().distinct().sorted().toList(),
        a.title(),
        worse.state(),
        worse.said());
  }

  private static Download.State state(JsonNode row) {
    String status = row.path("status").asText();
    String tracked = row.path("trackedDownloadState").asText();
    if (status.equals("failed") || FAILED.contains(tracked)) {
      return Download.State.FAILED;
    }
    // There is no field for it: a torrent without seeds is a warning with these words.
    String said = row.path("errorMessage").asText("").toLowerCase(Locale.ROOT);
    return status.equals("warning") && said.contains("stalled")
        ? Download.State.STALLED
        : Download.State.FINE;
  }
}
