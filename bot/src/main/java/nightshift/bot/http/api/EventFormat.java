package nightshift.bot.http.api;

import com.fasterxml.jackson.databind.util.RawValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import nightshift.bot.http.Json;
import nightshift.engine.plan.PlanId;
import nightshift.engine.port.LedgerView.LedgerEvent;
import org.jspecify.annotations.Nullable;

/** How events are written out, one a line. */
enum EventFormat {
  /** One JSON object a line; the payload exactly as it was hashed. */
  JSONL("application/x-ndjson", "") {
    @Override
    String line(LedgerEvent e) {
      SequencedMap<String, @Nullable Object> out = new LinkedHashMap<>();
      PlanId plan = e.plan();
      out.put("seq", e.seq());
      out.put("at", e.at().toString());
      out.put("plan", plan == null ? null : plan.number());
      out.put("type", e.type());
      out.put("actor", e.actor());
      out.put("payload", new RawValue(e.payload()));
      out.put("hash", e.hash());
      return new String(Json.write(out), StandardCharsets.UTF_8) + "\n";
    }
  },
  /** RFC 4180, for spreadsheets. */
  CSV("text/csv; charset=utf-8", "seq,at,plan,type,actor,payload,hash\r\n") {
    @Override
    String line(LedgerEvent e) {
      PlanId plan = e.plan();
      return List.of(
                  String.valueOf(e.seq()),
                  e.at().toString(),
                  plan == null ? "" : String.valueOf(plan.number()),
                  e.type(),
                  e.actor(),
                  e.payload(),
                  e.hash())
              .stream()
              .map(EventFormat::cell)
              .collect(Collectors.joining(","))
          + "\r\n";
    }
  };

  private final String mediaType;
  private final String head;

  EventFormat(String mediaType, String head) {
    this.mediaType = mediaType;
    this.head = head;
  }

  abstract String line(LedgerEvent e);

  static Optional<EventFormat> named(String word) {
    return Arrays.stream(values()).filter(f -> f.word().equals(word)).findFirst();
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  String mediaType() {
    return mediaType;
  }

  String head() {
    return head;
  }

  // A spreadsheet runs what begins like a formula; an apostrophe makes it a text.
  private static String cell(String raw) {
    boolean formula = !raw.isEmpty() && "=+-@\t\r".indexOf(raw.charAt(0)) >= 0;
    return '"' + (formula ? "'" : "") + raw.replace("\"", "\"\"") + '"';
  }
}
