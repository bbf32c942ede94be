package nightshift.engine.card;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nightshift.engine.action.Risk;
import nightshift.engine.learn.Evidence;
import nightshift.engine.learn.Rise;
import nightshift.engine.learn.Standing;

/** Sentences about what playbooks may do by themselves. */
public final class LadderWords {

  private static final DateTimeFormatter UNTIL =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private LadderWords() {}

  /** What would be done: {@code let playbook lamp go from ask to auto for low risk}. */
  public static String promotion(Standing s, Rise to) {
    String playbook = "let playbook " + s.playbook().name();
    return to.rung() == s.rung()
        ? "%s go from %s to %s risk on %s"
            .formatted(playbook, s.reach().word(), to.risk().word(), to.rung().word())
        : "%s go from %s to %s".formatted(playbook, rung(s), rung(to));
  }

  /** What that means, and what speaks for it. */
  public static List<String> details(Standing s, Rise to, Evidence e, Risk most) {
    List<String> out = new ArrayList<>();
    out.add(meaning(to));
    out.add(evidence(s, e, most));
    out.add("It goes back to ask by itself after one that is worse, a relapse, or two failures.");
    return out;
  }

  private static String meaning(Rise to) {
    String plans = "Then its plans of %s risk ".formatted(risks(to.risk()));
    return switch (to.rung()) {
      case AUTO ->
          plans
              + "run without asking, within the brakes and the risk that the configuration allows;"
              + " plans of more risk ask.";
      case COUNTDOWN ->
          plans
              + "are announced, and run unless somebody cancels them in time;"
              + " plans of more risk ask.";
      case ASK -> "Then its plans ask.";
      case SHADOW -> "Then its plans are only written down.";
    };
  }

  private static String risks(Risk most) {
    return most == Risk.LOW ? "low" : "low to " + most.word();
  }

  /**
   * {@code for low risk worked 13 of 13 times (95 % sure: at least 80 %); needed are 80 %, and 5
   * outcomes since it took this rung (13 so far)}. Nothing is needed where it cannot rise.
   *
   * @param most the highest risk that may run unasked in this house
   */
  public static String evidence(Standing s, Evidence e, Risk most) {
    String record = "for %s risk %s".formatted(e.risk().word(), seen(e));
    Optional<Double> needed = Evidence.needed(e.risk());
    if (needed.isEmpty() || e.risk().compareTo(most) > 0) {
      return record + "; " + e.risk().word() + " risk never runs unasked here";
    }
    return e.rise(s).isEmpty()
        ? record
        : "%s; needed are %d %%, and %d outcomes since it took this rung (%d so far)"
            .formatted(record, Math.round(100 * needed.get()), Evidence.LEAST_FRESH, e.fresh());
  }

  /** Counts first: what counts, and what does not yet. */
  private static String seen(Evidence e) {
    Instant until = e.watchedUntil();
    if (until == null) {
      return e.record().shown();
    }
    String watched = "watched for relapse until " + UNTIL.format(until);
    return e.record().runs() == 0
        ? "ran %s, %s".formatted(times(e.watched()), watched)
        : "%s, and %d more %s".formatted(e.record().shown(), e.watched(), watched);
  }

  private static String times(int n) {
    return n == 1 ? "1 time" : n + " times";
  }

  /** Why a plan of this risk asks although its playbook runs others unasked. */
  public static String beyond(Standing s, Risk risk) {
    return "its playbook may run up to %s risk unasked, and this is %s risk"
        .formatted(s.reach().word(), risk.word());
  }

  /** How much it may do by itself: {@code auto for low risk}; {@code ask}. */
  public static String rung(Standing s) {
    return rung(new Rise(s.rung(), s.reach()));
  }

  /** The same, where it may come to stand or once stood. */
  public static String rung(Rise r) {
    return r.rung().unasked() && r.risk() != Standing.UNLIMITED
        ? "%s for %s risk".formatted(r.rung().word(), risks(r.risk()))
        : r.rung().word();
  }

  /** Where a playbook stands: {@code ask since 2026-11-24, may rise to auto}. */
  public static String standing(Standing s) {
    String rung = rung(s) + " since " + s.since().truncatedTo(ChronoUnit.SECONDS);
    String why = s.why().isEmpty() ? "" : ", because " + s.why();
    String room =
        s.rung().compareTo(s.ceiling()) < 0
            ? "; its file lets it rise to " + s.ceiling().word()
            : "";
    return rung + why + room;
  }

  /** What is said when trust is taken back. */
  public static Reply demoted(Standing before, String why, List<String> roles) {
    return new Reply(
        Reply.Kind.NOTICE,
        "Playbook " + before.playbook().name() + " asks from now on: " + why,
        "It was on " + before.rung().word() + ". What it may do by itself has to be earned anew.",
        roles);
  }
}
