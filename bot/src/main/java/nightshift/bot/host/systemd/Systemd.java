package nightshift.bot.host.systemd;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nightshift.bot.host.Command.Ending;
import nightshift.bot.host.Machine;
import nightshift.bot.host.ProgramTrouble;
import nightshift.bot.host.Programs;
import nightshift.engine.alert.Redaction;
import nightshift.engine.alert.Text;
import nightshift.engine.plan.Digests;

/** Asks {@code systemctl} and {@code journalctl} of a machine. */
public final class Systemd {

  private static final Duration LOOK = Duration.ofSeconds(10);
  private static final int LONGEST_LINE = 500;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PROPERTIES =
      "Id,LoadState,ActiveState,SubState,Result,ExecMainCode,ExecMainStatus,NRestarts,"
          + "InvocationID,ActiveEnterTimestamp,Type,NeedDaemonReload,FragmentPath";

  private Systemd() {}

  /** How a unit is. A unit that there is not has the load state {@code not-found}. */
  public static UnitFacts show(Machine machine, String unit)
      throws ProgramTrouble, InterruptedException {
    String said =
        Programs.output(
            machine,
            "looking at " + unit,
            LOOK,
            List.of("systemctl", "show", "--no-pager", "--property=" + PROPERTIES, "--", unit));
    Map<String, String> show = new HashMap<>();
    for (String line : said.lines().toList()) {
      int at = line.indexOf('=');
      if (at > 0) {
        show.put(line.substring(0, at), line.substring(at + 1).strip());
      }
    }
    return UnitFacts.of(show);
  }

  /** SHA-256 over the unit's files and drop-ins, as systemd would read them now. */
  public static String definition(Machine machine, String unit)
      throws ProgramTrouble, InterruptedException {
    return Digests.sha256(
        Programs.output(
            machine,
            "reading the definition of " + unit,
            LOOK,
            List.of("systemctl", "cat", "--no-pager", "--", unit)));
  }

  /** Gives an order about a unit and waits until it was carried out. */
  public static Ending order(Machine machine, String verb, String unit, Duration timeout)
      throws ProgramTrouble, InterruptedException {
    return Programs.run(
        machine,
        verb + " of " + unit,
        timeout,
        List.of("systemctl", "--no-ask-password", "--no-pager", verb, "--", unit));
  }

  /**
   * The last lines that a unit wrote, and that systemd wrote about it: cleaned, redacted.
   *
   * @param lines most lines
   * @param bytes most characters of all together; the oldest lines go first
   */
  public static List<String> journal(Machine machine, String unit, int lines, int bytes)
      throws ProgramTrouble, InterruptedException {
    String said =
        Programs.output(
            machine,
            "reading the journal of " + unit,
            LOOK,
            List.of(
                "journalctl",
                "--quiet",
                "--no-pager",
                "--output=json",
                "--output-fields=MESSAGE,SYSLOG_IDENTIFIER",
                "--lines=" + lines,
                "--unit=" + unit));
    List<String> entries = new ArrayList<>();
    said.lines().forEach(line -> entry(line, entries));
    Deque<String> kept = new ArrayDeque<>();
    int size = 0;
    for (String entry : entries.reversed()) {
      size += entry.length();
      if (size > bytes) {
        break;
      }
      kept.addFirst(entry);
    }
    return List.copyOf(kept);
  }

  private static void entry(String line, List<String> out) {
    try {
      JsonNode entry = JSON.readTree(line);
      String message = message(entry.path("MESSAGE"));
      if (!message.isBlank()) {
        String who = entry.path("SYSLOG_IDENTIFIER").asText("");
        out.add(Text.line(Redaction.of((who.isEmpty() ? "" : who + ": ") + message), LONGEST_LINE));
      }
    } catch (JsonProcessingException cutInTheMiddle) {
      // More was written than is kept of a program's output: the line across the cut is lost.
      out.add("(a longer entry is left out here)");
    }
  }

  // What is not UTF-8 comes as a list of bytes.
  private static String message(JsonNode node) {
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
