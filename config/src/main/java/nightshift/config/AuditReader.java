package nightshift.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nightshift.config.yaml.Fields;
import nightshift.config.yaml.Scalars;

/** Reads {@code audit}: how long events stay in the ledger. */
final class AuditReader {

  /** Statistics, track records and the history of a plan look back about this far. */
  private static final Duration SHORTEST = Duration.ofDays(30);

  private AuditReader() {}

  /** {@code audit: { keep: 400d }}. */
  static Optional<Duration> keep(Fields settings) {
    return settings
        .read("audit", at -> at.fields(List.of("keep")))
        .flatMap(f ->
            f.read(
                "keep",
                at ->
                    Scalars.span(at)
                        .filter(span -> {
                          boolean enough = span.compareTo(SHORTEST) >= 0;
                          if (!enough) {
                            at.error("events stay for at least " + SHORTEST.toDays() + "d");
                          }
                          return enough;
                        })));
  }
}
