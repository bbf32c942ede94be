package nightshift.bot.source;

import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import nightshift.bot.http.Signatures;
import nightshift.engine.alert.Signal;
import nightshift.engine.port.AlertInbox;
import nightshift.engine.port.AlertInbox.Admission;

/**
 * Hands signals to the engine and answers only when every one is durable. When the ledger gives way
 * in the middle, the sender hears 503 and repeats everything: what is known already then counts as
 * a repeat.
 */
public final class Reception {

  private static final int OK = 200;
  private static final int ACCEPTED = 202;

  private final AlertInbox inbox;

  /** In front of this inbox. */
  public Reception(AlertInbox inbox) {
    this.inbox = inbox;
  }

  /**
   * Accepts all signals and answers: 202 when at least one is new, else 200. A signed request that
   * comes again is answered as before.
   *
   * @param more further members of the answer
   */
  public void receive(Context ctx, List<Signal> signals, Map<String, ?> more) {
    Signatures.once(ctx, () -> accept(ctx, signals, more));
  }

  private void accept(Context ctx, List<Signal> signals, Map<String, ?> more) {
    List<Map<String, Object>> alerts = new ArrayList<>();
    Map<String, Integer> tally = new LinkedHashMap<>();
    for (Admission a : Admission.values()) {
      tally.put(word(a), 0);
    }
    for (Signal s : signals) {
      Admission admission = inbox.accept(s);
      tally.merge(word(admission), 1, Integer::sum);
      alerts.add(shown(s, admission));
    }
    SequencedMap<String, Object> answer = new LinkedHashMap<>();
    answer.put("success", true);
    answer.put("accepted", signals.size());
    answer.putAll(tally);
    answer.putAll(more);
    answer.put("alerts", alerts);
    ctx.status(tally.getOrDefault(word(Admission.NEW), 0) > 0 ? ACCEPTED : OK);
    ctx.json(answer);
  }

  private static Map<String, Object> shown(Signal signal, Admission admission) {
    SequencedMap<String, Object> out = new LinkedHashMap<>();
    switch (signal) {
      case Signal.Firing f -> {
        out.put("id", f.alert().id());
        out.put("fingerprint", f.alert().fingerprint());
        out.put("title", f.alert().title());
      }
      case Signal.Resolved r -> out.put("fingerprint", r.fingerprint());
    }
    out.put("admission", word(admission));
    return out;
  }

  private static String word(Admission a) {
    return a.name().toLowerCase(Locale.ROOT);
  }
}
