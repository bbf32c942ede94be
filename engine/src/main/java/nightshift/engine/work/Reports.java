package nightshift.engine.work;

import java.util.ArrayList;
import java.util.List;
import nightshift.engine.action.ActionResult;
import nightshift.engine.alert.Text;
import nightshift.engine.card.Reply;
import nightshift.engine.card.Sentences;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.Step;
import nightshift.engine.plan.StepKey.Phase;
import nightshift.engine.plan.StepRun;
import org.jspecify.annotations.Nullable;

/** What goes into a card's thread while a plan runs and when it ends. Pure. */
final class Reports {

  // As much as is kept of a program's output: platforms show the beginning and attach the rest.
  private static final int LONGEST_OUTPUT = 64 * 1024;

  private Reports() {}

  /** Step by step, edited in place. */
  static Reply progress(Plan plan, List<StepRun> runs) {
    List<String> lines = new ArrayList<>();
    int ended = 0;
    for (Step s : plan.draft().steps()) {
      StepRun run = find(runs, s.index(), Phase.EXECUTE);
      ended += run != null && run.status() != StepRun.Status.RUNNING ? 1 : 0;
      lines.add(mark(run) + " " + s.sentence() + summary(run));
    }
    String title = Sentences.progress(ended, plan.draft().steps().size());
    return new Reply(Reply.Kind.PROGRESS, title, String.join("\n", lines), List.of());
  }

  /** What every step did, with its output. */
  static Reply result(Plan plan, List<StepRun> runs, Phase phase) {
    List<String> lines = new ArrayList<>();
    boolean good = true;
    for (Step step : plan.draft().steps()) {
      StepRun run = find(runs, step.index(), phase);
      if (run != null) {
        good &= run.status() == StepRun.Status.DONE;
        lines.add(mark(run) + " " + step.sentence() + summary(run));
        output(run, lines);
      } else if (phase == Phase.EXECUTE) {
        good = false;
        lines.add(mark(null) + " " + step.sentence() + ": not started");
      }
    }
    boolean back = phase == Phase.ROLL_BACK;
    String title =
        back ? "What was put back" : good ? "What was done" : "What was done, and what went wrong";
    Reply.Kind kind = back ? Reply.Kind.UNDO : good ? Reply.Kind.RESULT : Reply.Kind.FAILURE;
    return new Reply(kind, title, String.join("\n", lines), good ? List.of() : called(plan));
  }

  /** A step that did not go through, in a plan that goes on without it. */
  static Reply skipped(Step step, String why) {
    return new Reply(
        Reply.Kind.NOTICE,
        "Going on without step " + step.index() + ": " + step.sentence(),
        why,
        List.of());
  }

  /** What verification saw. */
  static Reply verification(Plan plan, Judge judge, Judge.Verdict verdict) {
    String measure = plan.draft().verify().shown();
    String title =
        switch (verdict) {
          case VERIFIED -> "Verified: " + measure;
          case NOT_VERIFIED -> "Not verified: " + measure;
          case INCONCLUSIVE -> "Could not be verified: " + measure;
        };
    List<String> called = verdict == Judge.Verdict.VERIFIED ? List.of() : called(plan);
    return new Reply(Reply.Kind.VERIFICATION, title, judge.seen(), called);
  }

  /** What is not known, what one look shows, and what people can choose. */
  static Reply doubt(Plan plan, @Nullable Reading look) {
    String seen =
        look == null
            ? "Looking at " + plan.draft().target() + " got no answer."
            : (plan.draft().verify().good(look) ? "It looks good now: " : "It does not look good: ")
                + (look.lines().isEmpty() ? look.probe() : look.lines().getFirst());
    String choices =
        "Nothing is repeated by itself. Look at it, then press Fixed or Not fixed on the card;"
            + " after Not fixed you can undo or try again.";
    return new Reply(
        Reply.Kind.FAILURE,
        "Not known how this ended: " + plan.note(),
        seen + "\n" + choices,
        called(plan));
  }

  /** Whom trouble with this plan concerns: who could have allowed it. */
  private static List<String> called(Plan plan) {
    return plan.draft().approval().called();
  }

  private static @Nullable StepRun find(List<StepRun> runs, int index, Phase phase) {
    return runs.stream()
        .filter(r -> r.key().phase() == phase && r.key().index() == index)
        .findFirst()
        .orElse(null);
  }

  private static String mark(@Nullable StepRun run) {
    if (run == null) {
      return "○";
    }
    return switch (run.status()) {
      case RUNNING -> "▶";
      case DONE -> "✓";
      case FAILED -> "✗";
      case UNKNOWN -> "?";
    };
  }

  private static String summary(@Nullable StepRun run) {
    ActionResult r = run == null ? null : run.result();
    if (r == null || r.summary().isBlank()) {
      return "";
    }
    return ": " + r.summary() + (r.exitCode() == null ? "" : " (exit code " + r.exitCode() + ")");
  }

  private static void output(StepRun run, List<String> lines) {
    ActionResult r = run.result();
    if (r != null && !r.output().isBlank()) {
      Text.block(r.output(), LONGEST_OUTPUT).lines().map(l -> "  " + l).forEach(lines::add);
    }
  }
}
