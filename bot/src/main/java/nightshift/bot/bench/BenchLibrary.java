package nightshift.bot.bench;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.engine.action.Catalogue;
import nightshift.engine.action.Risk;
import nightshift.engine.alert.Alert;
import nightshift.engine.diagnosis.Diagnosis;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.plan.ApprovalRule;
import nightshift.engine.plan.PlaybookRef;
import nightshift.engine.plan.Rollback;
import nightshift.engine.plan.Verify;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.playbook.Limits;
import nightshift.engine.playbook.Playbook;
import nightshift.engine.playbook.StepTemplate;
import nightshift.engine.playbook.Template;
import nightshift.engine.policy.HouseRules;
import nightshift.engine.port.Probe;
import nightshift.engine.port.Probes;
import nightshift.engine.port.Resolver;
import nightshift.engine.work.Library;

/** What the bench's engine knows: one kind of problem, and one action that only notes the time. */
final class BenchLibrary {

  /** The kind of the targets. */
  static final String KIND = "bench";

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Verify MEASURE =
      new Verify("bench.look", null, null, Duration.ZERO, HOUR, Duration.ZERO);

  private BenchLibrary() {}

  /**
   * One playbook, its action, and the probe that finds everything well.
   *
   * @param approvals how many are wanted before a plan runs
   */
  static Library of(Stopwatches stopwatches, InstantSource clock, int approvals) {
    ApprovalRule anyone =
        new ApprovalRule(
            List.of(new ApprovalRule.Group(approvals, List.of("oncall"), List.of())),
            HOUR,
            null,
            false);
    HouseRules rules =
        new HouseRules(Map.of(Risk.LOW, anyone), Risk.LOW, 100, 10_000, HOUR, List.of(), "");
    return new Library(
        List.of(playbook()),
        new Catalogue(List.of(new NoteTheTime(stopwatches))),
        new Probes(List.of(new LookAway(clock))),
        Map.of(KIND, new Shrug()),
        rules);
  }

  private static Playbook playbook() {
    return new Playbook(
        new PlaybookRef("bench", "0".repeat(64)),
        "",
        alert -> Optional.empty(),
        Optional.empty(),
        Template.of(facts -> KIND + ":" + facts.alert().labels().get("target")),
        Duration.ZERO,
        List.of(),
        90,
        Optional.empty(),
        List.of(new StepTemplate("bench.note", facts -> Map.of(), Optional.empty(), false)),
        MEASURE,
        new Limits(Duration.ZERO, 10_000, HOUR, 100),
        Autonomy.ASK,
        Optional.empty(),
        Rollback.NEVER);
  }

  /** A probe that finds everything well at once. */
  private record LookAway(InstantSource clock) implements Probe {
    @Override
    public String name() {
      return MEASURE.probe();
    }

    @Override
    public Reading read(Target target) {
      return new Reading(
          name(), target, true, null, Map.of(), Map.of(), List.of("well"), clock.instant());
    }
  }

  /** A resolver that has no idea. */
  private static final class Shrug implements Resolver {
    @Override
    public String kind() {
      return KIND;
    }

    @Override
    public List<String> probes() {
      return List.of(MEASURE.probe());
    }

    @Override
    public Diagnosis diagnose(
        Alert alert, Target target, List<Reading> readings, List<ProbeException> failures) {
      return new Diagnosis(Diagnosis.UNKNOWN, "a bench alert", List.of(), Map.of());
    }

    @Override
    public Optional<Verify> verify() {
      return Optional.of(MEASURE);
    }
  }
}
