package nightshift.engine.card;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import nightshift.engine.learn.Evidence;
import nightshift.engine.learn.Standing;
import nightshift.engine.playbook.Autonomy;

/** Sentences about what playbooks may do by themselves. */
public final class LadderWords {

  private LadderWords() {}

  /** What would be done: {@code let playbook lamp go from ask to auto}. */
  public static String promotion(Standing s, Autonomy to) {
    return "let playbook "
        + s.playbook().name()
        + " go from "
        + s.rung().word()
        + " to "
        + to.word();
  }

  /** What that means, and what speaks for it. */
  public static List<String> details(Standing s, Autonomy to, Evidence e) {
    List<String> out = new ArrayList<>();
    out.add(meaning(to));
    out.add(evidence(e));
    out.add("It goes back to ask by itself after one that is worse, a relapse, or two failures.");
    return out;
  }

  private static String meaning(Autonomy to) {
    return switch (to) {
      case AUTO ->
          "Then its plans run without asking, within the brakes and the risk that the"
              + " configuration allows.";
      case COUNTDOWN ->
          "Then its plans are announced, and run unless somebody cancels them in time.";
      case ASK -> "Then its plans ask.";
      case SHADOW -> "Then its plans are only written down.";
    };
  }

  /** {@code worked 13 of 13 times (95 % sure: at least 80 %); needed are 80 % for low risk}. */
  public static String evidence(Evidence e) {
    String needed =
        Evidence.needed(e.risk())
            .map(
                n -> "needed are %d %% for %s risk".formatted(Math.round(100 * n), e.risk().word()))
            .orElse(e.risk().word() + " risk never runs unasked");
    return e.record().shown() + "; " + needed + ", and " + e.fresh() + " since it took this rung";
  }

  /** Where a playbook stands: {@code ask since 2026-11-24, may rise to auto}. */
  public static String standing(Standing s) {
    String rung = s.rung().word() + " since " + s.since().truncatedTo(ChronoUnit.SECONDS);
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
