package nightshift.bot.http.api;

import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import nightshift.bot.http.Problem;
import nightshift.engine.action.Durations;
import nightshift.engine.action.Nearest;
import nightshift.engine.alert.Text;
import org.jspecify.annotations.Nullable;

/** Query parameters, each within its bounds; every refusal is 400 and names the parameter. */
final class Query {

  private static final int LONGEST = 300;
  // Databases count time in 64 bits; nothing of ours is older, and nothing newer is meant.
  private static final Instant EARLIEST = Instant.EPOCH;
  private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

  private final Context ctx;

  private Query(Context ctx) {
    this.ctx = ctx;
  }

  /** The query of a request that may have these parameters and no others. */
  static Query of(Context ctx, List<String> known) {
    for (String name : ctx.queryParamMap().keySet()) {
      if (!known.contains(name)) {
        String shown = Text.line(name, 60);
        throw Problem.badRequest(
            "there is no parameter \"" + shown + "\"" + Nearest.hint(shown, known));
      }
    }
    return new Query(ctx);
  }

  Problem wrong(String name, String why) {
    return Problem.badRequest(name + " " + why).with("parameter", name);
  }

  /** A text, or null when it is absent or empty. */
  @Nullable String text(String name) {
    String v = ctx.queryParam(name);
    if (v == null || v.isBlank()) {
      return null;
    }
    if (v.length() > LONGEST) {
      throw wrong(name, "is longer than " + LONGEST + " characters");
    }
    return v;
  }

  int number(String name, int otherwise, int least, int most) {
    String v = text(name);
    if (v == null) {
      return otherwise;
    }
    Optional<Integer> read = integer(v).filter(n -> n >= least && n <= most);
    return read.orElseThrow(
        () -> wrong(name, "must be a whole number from " + least + " to " + most));
  }

  /** A time, or how long ago: {@code 2026-11-24T00:00:00Z} or {@code 24h}. */
  @Nullable Instant since(String name, Instant now) {
    String v = text(name);
    if (v == null) {
      return null;
    }
    try {
      Instant read =
          Durations.parse(v).map(now::minus).orElseGet(() -> OffsetDateTime.parse(v).toInstant());
      if (read.isAfter(EARLIEST) && read.isBefore(LATEST)) {
        return read;
      }
      throw wrong(name, "is too long ago, or too far ahead");
    } catch (DateTimeException e) {
      throw wrong(name, "must be a time such as 2026-11-24T00:00:00Z, or a duration such as 24h");
    }
  }

  private static Optional<Integer> integer(String text) {
    try {
      return Optional.of(Integer.parseInt(text.strip()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
