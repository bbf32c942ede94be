package nightshift.bot.source.docker;

import nightshift.engine.alert.Signal;

/** Signals in short: {@code +died} for a firing, {@code -died} for a resolved one. */
final class Told {

  private Told() {}

  static String of(Signal signal) {
    return switch (signal) {
      case Signal.Firing f -> "+" + problem(f.alert().fingerprint());
      case Signal.Resolved r -> "-" + problem(r.fingerprint());
    };
  }

  private static String problem(String fingerprint) {
    return fingerprint.substring(fingerprint.lastIndexOf('/') + 1);
  }
}
