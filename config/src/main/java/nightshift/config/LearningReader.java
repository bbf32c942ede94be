package nightshift.config;

import java.util.List;
import nightshift.config.yaml.Cursor;
import nightshift.config.yaml.Fields;
import nightshift.config.yaml.Scalars;
import nightshift.engine.learn.LearningRules;

/** Reads {@code learning}: how outcomes are learned from. */
final class LearningReader {

  private static final List<String> KEYS =
      List.of("half_life", "low_confidence", "repeats", "per", "report");
  private static final LearningRules USUAL = LearningRules.USUAL;

  private enum WhenUnsure {
    REFUSE,
    ASK
  }

  private enum Reports {
    NEVER,
    WEEKLY
  }

  private LearningReader() {}

  static LearningRules read(Fields f) {
    return f.read("learning", (Cursor at) -> at.fields(KEYS))
        .map(LearningReader::rules)
        .orElse(USUAL);
  }

  private static LearningRules rules(Fields f) {
    return new LearningRules(
        f.or("half_life", Scalars::span, USUAL.halfLife()),
        f.or("low_confidence", at -> Scalars.choice(at, WhenUnsure.class), WhenUnsure.REFUSE)
            == WhenUnsure.ASK,
        f.or("repeats", at -> Scalars.whole(at, 0, 1_000), USUAL.repeats()),
        f.or("per", Scalars::span, USUAL.repeatsWithin()),
        f.or("report", at -> Scalars.choice(at, Reports.class), Reports.NEVER) == Reports.WEEKLY);
  }
}
