package nightshift.engine.work;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import nightshift.engine.alert.Alert;
import nightshift.engine.diagnosis.Diagnosis;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanDiff;
import nightshift.engine.plan.Step;
import nightshift.engine.playbook.Condition;
import nightshift.engine.playbook.Facts;
import nightshift.engine.playbook.Playbook;
import nightshift.engine.playbook.StepTemplate;
import nightshift.engine.port.Ledger;

/** Whether the world is still as it was when a plan was drawn up, and if not, what differs. */
final class Drifting {

  private final Ledger ledger;
  private final StepWork steps;

  Drifting(Ledger ledger, StepWork steps) {
    this.ledger = ledger;
    this.steps = steps;
  }

  /**
   * How the world differs.
   *
   * @param why one line
   * @param diff what was approved against what it would be now
   */
  record Drift(String why, List<String> diff) {
    Drift {
      diff = List.copyOf(diff);
    }
  }

  /** The difference; empty when a plan made now would do the same. */
  Optional<Drift> drift(Library lib, Plan plan, Instant now) throws InterruptedException {
    Optional<String> objects = steps.drift(lib.catalogue(), plan);
    if (objects.isPresent()) {
      return Optional.of(new Drift(objects.get(), diff(lib, plan, now)));
    }
    return facts(lib, plan);
  }

  private List<String> diff(Library lib, Plan plan, Instant now) throws InterruptedException {
    Drafting.Steps again = new Drafting(lib.catalogue()).again(plan, now);
    List<PlanDiff.Effect> before = new ArrayList<>();
    for (Step s : plan.draft().steps()) {
      String manifest = ledger.read(v -> v.blob(s.manifest().sha256())).orElse("");
      before.add(new PlanDiff.Effect(s.sentence(), manifest.lines().toList()));
    }
    List<PlanDiff.Effect> after = new ArrayList<>();
    for (int i = 0; i < again.steps().size(); i++) {
      after.add(
          new PlanDiff.Effect(
              again.steps().get(i).sentence(), again.manifests().get(i).lines().toList()));
    }
    List<String> lines = new ArrayList<>(PlanDiff.lines(before, after));
    again.refusals().forEach(r -> lines.add("! " + r));
    return lines;
  }

  /**
   * Looks again, and asks each step's condition again: one that would not be chosen any more must
   * not run. Another diagnosis that leads to the same steps changes nothing.
   */
  private Optional<Drift> facts(Library lib, Plan plan) throws InterruptedException {
    Optional<Playbook> playbook = lib.playbook(plan.draft().playbook().name());
    String alertId = plan.draft().alertId();
    if (alertId == null
        || playbook.isEmpty()
        || steps(playbook.get()).stream().allMatch(s -> s.when().isEmpty())) {
      return Optional.empty();
    }
    Optional<Alert> alert = ledger.read(v -> v.alert(alertId));
    if (alert.isEmpty()) {
      return Optional.empty();
    }
    Diagnosis now = Looking.diagnose(lib, playbook.get(), alert.get(), plan.draft().target());
    List<Chosen> chosen = chosen(playbook.get(), new Facts(alert.get(), now));
    List<String> gone =
        plan.draft().steps().stream()
            .filter(s -> !chosen.contains(new Chosen(s.kind(), s.args())))
            .map(Step::sentence)
            .toList();
    return gone.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Drift(
                "the facts that it was made from changed, and it would not do this any more: "
                    + gone.getFirst(),
                gone.stream().map(g -> "- " + g).toList()));
  }

  private record Chosen(String kind, Map<String, Object> args) {}

  /** Every step that may be chosen, alternatives too. */
  private static List<StepTemplate> steps(Playbook playbook) {
    return playbook.steps().stream().flatMap(s -> s.alternatives().stream()).toList();
  }

  private static List<Chosen> chosen(Playbook playbook, Facts facts) {
    List<Chosen> out = new ArrayList<>();
    for (StepTemplate t : steps(playbook)) {
      try {
        if (t.when().isEmpty() || t.when().get().holds(facts)) {
          out.add(new Chosen(t.kind(), new TreeMap<>(t.args().fill(facts))));
        }
      } catch (Condition.Unanswerable e) {
        // A fact that is gone is no reason to do what rested on it.
      }
    }
    return out;
  }
}
