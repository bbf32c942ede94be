package nightshift.config.playbook;

import java.util.List;
import java.util.Optional;
import nightshift.config.yaml.Cursor;
import nightshift.config.yaml.Fields;
import nightshift.config.yaml.Scalars;
import nightshift.engine.playbook.Autonomy;

/** Reads {@code autonomy}: one word, or where to begin and how far trust may rise. */
final class LadderReader {

  private static final List<String> KEYS = List.of("start", "up_to");

  /** Asks, always. */
  static final Ladder USUAL = new Ladder(Autonomy.ASK, Autonomy.ASK);

  private LadderReader() {}

  /**
   * @param start where it begins
   * @param upTo how far it may rise
   */
  record Ladder(Autonomy start, Autonomy upTo) {}

  static Optional<Ladder> read(Cursor at) {
    return at.isMap()
        ? at.fields(KEYS).flatMap(LadderReader::ladder)
        : Scalars.choice(at, Autonomy.class).map(word -> new Ladder(word, word));
  }

  private static Optional<Ladder> ladder(Fields f) {
    Autonomy start = f.or("start", at -> Scalars.choice(at, Autonomy.class), Autonomy.ASK);
    Autonomy upTo = f.or("up_to", at -> Scalars.choice(at, Autonomy.class), start);
    if (upTo.compareTo(start) < 0) {
      f.find("up_to").ifPresent(at -> at.error("is below where it starts, " + start.word()));
      return Optional.empty();
    }
    return Optional.of(new Ladder(start, upTo));
  }
}
