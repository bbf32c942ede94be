package nightshift.bot.host.systemd;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import nightshift.engine.alert.Redaction;
import nightshift.engine.alert.Text;

/**
 * One entry of a unit's journal.
 *
 * @param text who wrote it and what: cleaned, redacted; blank when it says nothing
 * @param run the unit's invocation that it is about; empty when it does not say
 */
record JournalEntry(String text, String run) {

  /** The fields that {@link #read} needs. */
  static final String FIELDS =
      "MESSAGE,SYSLOG_IDENTIFIER,INVOCATION_ID,OBJECT_SYSTEMD_INVOCATION_ID,"
          + "_SYSTEMD_INVOCATION_ID,_SYSTEMD_UNIT,_PID";

  private static final int LONGEST = 500;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LEFT_OUT = "(a longer entry is left out here)";
  private static final JournalEntry CUT = new JournalEntry(LEFT_OUT, "");
  private static final Pattern BY_SYSTEMD = Pattern.compile("systemd(\\[\\d+])?:.*");

  /** Reads a line of {@code journalctl --output=json --unit=UNIT}. */
  static JournalEntry read(String unit, String line) {
    try {
      JsonNode entry = JSON.readTree(line);
      String message = message(entry);
      return new JournalEntry(message.isBlank() ? "" : said(entry, message), run(unit, entry));
    } catch (JsonProcessingException cutInTheMiddle) {
      // More was written than is kept of a program's output: the line across the cut is lost.
      return CUT;
    }
  }

  /**
   * The entries of one run, and those after the run before it that do not say whose they are: what
   * systemd writes when it does not even try to start a unit, and the words of processes that were
   * gone before they could be asked.
   *
   * @param latest the run; empty when systemd has forgotten it: then the last one that is here
   */
  static List<JournalEntry> latest(List<JournalEntry> entries, String latest) {
    String run = latest.isEmpty() ? last(entries) : latest;
    List<JournalEntry> out = new ArrayList<>();
    boolean before = false;
    for (JournalEntry entry : entries.reversed()) {
      boolean other = !entry.run().isEmpty() && !entry.run().equals(run);
      before |= other;
      if (entry.run().equals(run) && !run.isEmpty() || !before) {
        out.addFirst(entry);
      }
    }
    return out;
  }

  private static String last(List<JournalEntry> entries) {
    return entries.reversed().stream()
        .map(JournalEntry::run)
        .filter(r -> !r.isEmpty())
        .findFirst()
        .orElse("");
  }

  // Others write about the unit too, such as systemd-coredump: their own invocation is none of its.
  private static String run(String unit, JsonNode entry) {
    for (String about : List.of("INVOCATION_ID", "OBJECT_SYSTEMD_INVOCATION_ID")) {
      if (!entry.path(about).asText("").isEmpty()) {
        return entry.path(about).asText();
      }
    }
    boolean own = entry.path("_SYSTEMD_UNIT").asText("").equals(unit);
    return own ? entry.path("_SYSTEMD_INVOCATION_ID").asText("") : "";
  }

  // Of what has more than 4096 bytes, journalctl gives the name alone.
  private static String message(JsonNode entry) {
    return entry.path("MESSAGE").isNull() ? LEFT_OUT : text(entry.path("MESSAGE"));
  }

  // Nor may a message begin as if systemd had written it.
  private static String said(JsonNode entry, String message) {
    String who = who(entry);
    String line = Text.line(Redaction.of((who.isEmpty() ? "" : who + ": ") + message), LONGEST);
    boolean pretends = !who.equals("systemd") && BY_SYSTEMD.matcher(line).matches();
    return pretends ? "unit: " + line : line;
  }

  // Every program may call itself what it likes.
  private static String who(JsonNode entry) {
    String who = text(entry.path("SYSLOG_IDENTIFIER"));
    boolean pretends = who.equals("systemd") && !entry.path("_PID").asText("").equals("1");
    return pretends ? "" : who;
  }

  // What is not UTF-8 comes as a list of bytes.
  private static String text(JsonNode node) {
    if (!node.isArray()) {
      return node.asText("");
    }
    byte[] raw = new byte[node.size()];
    for (int i = 0; i < raw.length; i++) {
      raw[i] = (byte) node.path(i).asInt();
    }
    return new String(raw, StandardCharsets.UTF_8);
  }
}
