package nightshift.engine.contract;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nightshift.engine.plan.Digests;
import nightshift.engine.plan.PlanId;
import nightshift.engine.port.LedgerView.ChainReport;
import nightshift.engine.port.LedgerView.LedgerEvent;
import org.jspecify.annotations.Nullable;

/** The event log of a {@link MemoryLedger}: hashes and canonical JSON. */
final class MemoryEvents {

  private MemoryEvents() {}

  static void append(
      List<LedgerEvent> log,
      Instant at,
      @Nullable PlanId plan,
      String type,
      String actor,
      Map<String, ?> facts) {
    String previous = log.isEmpty() ? "" : log.getLast().hash();
    LedgerEvent e = new LedgerEvent(log.size() + 1L, at, plan, type, actor, json(facts), "");
    log.add(
        new LedgerEvent(e.seq(), at, plan, type, actor, e.payload(), Digests.sha256(previous + e)));
  }

  static ChainReport verify(List<LedgerEvent> log) {
    String previous = "";
    for (LedgerEvent e : log) {
      LedgerEvent bare =
          new LedgerEvent(e.seq(), e.at(), e.plan(), e.type(), e.actor(), e.payload(), "");
      if (!Digests.sha256(previous + bare).equals(e.hash())) {
        return new ChainReport(log.size(), e.seq(), "the hash does not fit");
      }
      previous = e.hash();
    }
    return new ChainReport(log.size(), null, "");
  }

  private static String json(@Nullable Object v) {
    return switch (v) {
      case null -> "null";
      case Number n -> n.toString();
      case Boolean b -> b.toString();
      case Map<?, ?> m -> {
        TreeMap<String, Object> sorted = new TreeMap<>();
        m.forEach((k, x) -> sorted.put(String.valueOf(k), json(x)));
        yield sorted.entrySet().stream()
            .map(e -> quoted(e.getKey()) + ":" + e.getValue())
            .collect(Collectors.joining(",", "{", "}"));
      }
      case List<?> l ->
          l.stream().map(MemoryEvents::json).collect(Collectors.joining(",", "[", "]"));
      default -> quoted(v.toString());
    };
  }

  private static String quoted(String s) {
    StringBuilder out = new StringBuilder("\"");
    s.chars()
        .forEach(c -> {
          switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
              if (c < 0x20) {
                out.append("\\u%04X".formatted(c));
              } else {
                out.append((char) c);
              }
            }
          }
        });
    return out.append('"').toString();
  }
}
