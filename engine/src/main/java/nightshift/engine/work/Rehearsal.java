package nightshift.engine.work;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightshift.engine.action.BoundAction;
import nightshift.engine.action.Preview;
import nightshift.engine.action.Reversal;
import nightshift.engine.alert.Alert;
import nightshift.engine.diagnosis.Diagnosis;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanEvent;
import nightshift.engine.playbook.Condition;
import nightshift.engine.playbook.Facts;
import nightshift.engine.playbook.Playbook;
import nightshift.engine.policy.Verdict;
import nightshift.engine.port.LedgerView;
import org.jspecify.annotations.Nullable;

/**
 * What an alert would lead to, without a plan being opened or anything being touched. It goes the
 * way of {@link Planning}, through the same choosing, looking, drafting and guards.
 */
public final class Rehearsal {

  private final Library library;
  private final LedgerView history;
  private final Drafting drafting;

  private Rehearsal(Library library, LedgerView history, Drafting drafting) {
    this.library = library;
    this.history = history;
    this.drafting = drafting;
  }

  /** With every probe read and every step previewed in the real world, which only looks. */
  public static Rehearsal looking(Library library, LedgerView history) {
    return new Rehearsal(library, history, new Drafting(library.catalogue()));
  }

  /**
   * Without previews: each step has its bound arguments and its kind's least risk. Whether it could
   * really be done is not asked.
   */
  public static Rehearsal imagined(Library library, LedgerView history) {
    return new Rehearsal(
        library, history, new Drafting(library.catalogue(), Rehearsal::imaginedPreview));
  }

  private static Preview imaginedPreview(
      BoundAction action, Target target, @Nullable String captured, Instant now) {
    return new Preview(
        action.name(),
        List.of(),
        List.of("not looked at"),
        0,
        action.floor(),
        Reversal.none("not looked at"),
        Duration.ZERO);
  }

  /**
   * A playbook that was tried.
   *
   * @param name its name
   * @param mismatch why it does not match; empty when it does
   */
  public record Tried(String name, Optional<String> mismatch) {}

  /**
   * What came of it.
   *
   * @param tried every playbook, in the order in which they are tried; the first that matches is
   *     the one
   * @param ended why there is no plan; empty when there is one
   * @param waits how long the alert must last first, and what else holds it back for a while
   * @param drawn the plan; empty when {@code ended} says why there is none
   */
  public record Outcome(
      List<Tried> tried, Optional<String> ended, List<String> waits, Optional<Drawn> drawn) {
    public Outcome {
      tried = List.copyOf(tried);
      waits = List.copyOf(waits);
    }

    /** The playbook that answers. */
    public Optional<String> chosen() {
      return tried.stream().filter(t -> t.mismatch().isEmpty()).map(Tried::name).findFirst();
    }
  }

  /**
   * A plan as it would be drawn up.
   *
   * @param playbook what it is made from
   * @param draft the plan
   * @param refusals why steps cannot be done
   * @param first what would become of it at once: blocked, shadowed, asked for, or approved
   * @param guards what each guard says, in the order in which they are asked
   */
  public record Drawn(
      Playbook playbook,
      Plan.Draft draft,
      List<String> refusals,
      PlanEvent first,
      List<Verdict> guards) {
    public Drawn {
      refusals = List.copyOf(refusals);
      guards = List.copyOf(guards);
    }
  }

  /** Takes the alert through all of it. */
  public Outcome of(Alert alert, Instant now) throws InterruptedException {
    List<Tried> tried = new ArrayList<>();
    for (Playbook p : library.playbooks()) {
      Choosing.Choice alone = Choosing.choose(List.of(p), alert);
      tried.add(
          new Tried(
              p.ref().name(),
              alone.passedOver().stream()
                  .findFirst()
                  .map(why -> why.substring(p.ref().name().length() + 2))));
    }
    Optional<Playbook> chosen = Choosing.choose(library.playbooks(), alert).chosen();
    if (chosen.isEmpty()) {
      return new Outcome(tried, Optional.of("no playbook matches"), List.of(), Optional.empty());
    }
    Playbook playbook = chosen.get();
    Target target;
    try {
      target = Target.parse(playbook.target().fill(new Facts(alert, null)));
    } catch (Condition.Unanswerable | IllegalArgumentException e) {
      String why = "it has no target: " + e.getMessage();
      return new Outcome(tried, Optional.of(why), List.of(), Optional.empty());
    }
    List<Verdict> before = Verdicts.before(history, playbook, alert, target, now);
    return new Outcome(
        tried,
        Optional.empty(),
        before.stream().filter(v -> v.kind() != Verdict.Kind.PASSES).map(Verdict::line).toList(),
        Optional.of(drawn(playbook, alert, target, before, now)));
  }

  private Drawn drawn(
      Playbook playbook, Alert alert, Target target, List<Verdict> before, Instant now)
      throws InterruptedException {
    Diagnosis diagnosis = Looking.diagnose(library, playbook, alert, target);
    Drafting.Steps steps =
        drafting.fromPlaybook(
            playbook,
            new Facts(alert, diagnosis),
            target,
            Options.of(history, playbook, target, null, now, library.learning().halfLife()),
            now);
    Drafts.Brief brief =
        new Drafts.Brief(
            library.rules(), playbook, alert, target, diagnosis, null, null, library.learning());
    Plan.Draft draft = Drafts.write(history, brief, steps, now);
    PlanEvent first = Drafts.first(draft, playbook.autonomy(), library, steps.refusals(), now);
    List<Verdict> guards = new ArrayList<>(before);
    guards.addAll(Verdicts.on(history, library, brief, draft, steps.refusals(), now));
    return new Drawn(playbook, draft, steps.refusals(), first, guards);
  }
}
