package nightshift.engine.work;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.plan.Verify;
import org.jspecify.annotations.Nullable;

/**
 * Judges a fix by a series of looks. Pure: each look gives the next judge.
 *
 * @param measure what counts as good
 * @param began when verification began
 * @param goodSince since when every look was good and steady; null when the last was not
 * @param steady what must not have changed since then
 * @param unsettled how often something good changed again, such as another restart
 * @param last the newest reading; null when no look got through yet
 * @param trouble why the newest look did not get through; empty when it did
 */
record Judge(
    Verify measure,
    Instant began,
    @Nullable Instant goodSince,
    Map<String, String> steady,
    int unsettled,
    @Nullable Reading last,
    String trouble) {

  /** What verification came to. */
  enum Verdict {
    VERIFIED,
    NOT_VERIFIED,
    INCONCLUSIVE
  }

  static Judge begin(Verify measure, Instant now) {
    return new Judge(measure, now, null, Map.of(), 0, null, "");
  }

  /** A look got through. */
  Judge saw(Reading r, Instant now) {
    if (!measure.good(r)) {
      return new Judge(measure, began, null, Map.of(), unsettled, r, "");
    }
    Instant since = goodSince;
    if (since == null) {
      return new Judge(measure, began, now, r.steady(), unsettled, r, "");
    }
    return r.steady().equals(steady)
        ? new Judge(measure, began, since, steady, unsettled, r, "")
        : new Judge(measure, began, now, r.steady(), unsettled + 1, r, "");
  }

  /** A look did not get through. */
  Judge blind(String why) {
    return new Judge(measure, began, null, Map.of(), unsettled, last, why);
  }

  /** The verdict at this time; empty while it is too early. */
  Optional<Verdict> verdict(Instant now) {
    Instant since = goodSince;
    if (since != null && !now.isBefore(since.plus(measure.settle()))) {
      return Optional.of(Verdict.VERIFIED);
    }
    Duration passed = Duration.between(began, now);
    Duration limit = since == null ? measure.within() : measure.within().plus(measure.settle());
    if (passed.compareTo(limit) < 0) {
      return Optional.empty();
    }
    return Optional.of(
        last == null || !trouble.isEmpty() ? Verdict.INCONCLUSIVE : Verdict.NOT_VERIFIED);
  }

  /** What was seen, in one line. */
  String seen() {
    Reading r = last;
    if (!trouble.isEmpty()) {
      return trouble;
    }
    if (r == null) {
      return "nothing was seen";
    }
    String changed =
        unsettled == 0 ? "" : "; it changed again " + unsettled + " times while settling";
    return (r.lines().isEmpty() ? r.probe() + " of " + r.target() : r.lines().getFirst()) + changed;
  }
}
