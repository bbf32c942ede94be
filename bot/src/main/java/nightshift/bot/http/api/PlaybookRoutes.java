package nightshift.bot.http.api;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import nightshift.bot.http.Authenticator;
import nightshift.bot.http.Doors;
import nightshift.bot.http.Routes;
import nightshift.engine.action.Risk;
import nightshift.engine.card.LadderWords;
import nightshift.engine.learn.Evidence;
import nightshift.engine.learn.LearningRules;
import nightshift.engine.learn.Standing;
import nightshift.engine.learn.TrackRecord;
import nightshift.engine.work.Reviews;
import org.jspecify.annotations.Nullable;

/** How much each playbook may do by itself, and what speaks for it. */
public final class PlaybookRoutes implements Routes {

  private final Doors doors;
  private final Authenticator authenticator;

  /** On top of the ledger. */
  public PlaybookRoutes(Doors doors, Authenticator authenticator) {
    this.doors = doors;
    this.authenticator = authenticator;
  }

  @Override
  public void addTo(JavalinConfig config) {
    config.routes.get(Paths.ROOT + "/playbooks", this::all);
  }

  private void all(Context ctx) {
    authenticator.caller(ctx);
    Instant now = doors.clock().instant();
    List<Map<String, ?>> out = new ArrayList<>();
    LearningRules learning = doors.learning().get();
    Risk most = doors.automaticUpTo().get();
    doors
        .ledger()
        .read(v -> {
          v.standings()
              .forEach(s -> out.add(shown(s, Reviews.evidence(v, s, learning, most, now), most)));
          return true;
        });
    ctx.json(Map.of("playbooks", out));
  }

  private static SequencedMap<String, @Nullable Object> shown(Standing s, Evidence e, Risk most) {
    SequencedMap<String, @Nullable Object> out = new LinkedHashMap<>();
    Instant held = s.heldSince();
    TrackRecord record = e.record();
    out.put("playbook", s.playbook().name());
    out.put("hash", s.playbook().hash());
    out.put("rung", s.rung().word());
    boolean earned = s.rung().unasked() && s.reach() != Standing.UNLIMITED;
    out.put("rungUpToRisk", earned ? s.reach().word() : null);
    out.put("start", s.start().word());
    out.put("upTo", s.ceiling().word());
    out.put("since", s.since().toString());
    out.put("why", s.why());
    out.put("worked", record.worked());
    out.put("failed", record.failed());
    out.put("bound", Math.floor(1_000 * record.bound()) / 1_000);
    out.put("watched", e.watched());
    out.put("risk", e.risk().word());
    out.put("needed", Evidence.needed(e.risk()).orElse(null));
    out.put("enoughSince", held == null ? null : held.toString());
    out.put("standing", LadderWords.standing(s));
    out.put("evidence", LadderWords.evidence(s, e, most));
    return out;
  }
}
