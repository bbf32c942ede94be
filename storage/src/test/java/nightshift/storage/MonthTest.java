package nightshift.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import nightshift.engine.action.Risk;
import nightshift.engine.alert.Alert;
import nightshift.engine.alert.Category;
import nightshift.engine.alert.Severity;
import nightshift.engine.alert.Signal;
import nightshift.engine.contract.Await;
import nightshift.engine.contract.Changed;
import nightshift.engine.contract.House;
import nightshift.engine.contract.Lamp.Mood;
import nightshift.engine.learn.LearningRules;
import nightshift.engine.learn.Observation;
import nightshift.engine.learn.Outcome;
import nightshift.engine.learn.Report;
import nightshift.engine.learn.Standing;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.plan.PlaybookRef;
import nightshift.engine.plan.Rollback;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.playbook.Limits;
import nightshift.engine.playbook.Playbook;
import nightshift.engine.policy.HouseRules;
import nightshift.engine.port.LedgerView.PlanQuery;
import nightshift.engine.work.Reviews;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A made-up month of 2,000 alerts whose truths are known, through the whole engine on a real ledger
 * and a clock that is set.
 */
@Timeout(value = 600, unit = TimeUnit.SECONDS)
class MonthTest {

  private static final int ALERTS = 2_000;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration GAP = Duration.ofMinutes(21);

  /**
   * What is true of a playbook, which the engine has to find out.
   *
   * @param works how often it fixes
   * @param heals how often the trouble goes away while people think
   */
  private record Truth(
      String name, int share, double works, double heals, Risk risk, Autonomy upTo) {}

  private static final List<Truth> TRUTHS =
      List.of(
          new Truth("good", 30, 0.99, 0, Risk.LOW, Autonomy.AUTO),
          new Truth("good-medium", 15, 1.0, 0, Risk.MEDIUM, Autonomy.AUTO),
          new Truth("good-but-high", 10, 1.0, 0, Risk.HIGH, Autonomy.AUTO),
          new Truth("good-but-asks", 15, 1.0, 0, Risk.LOW, Autonomy.ASK),
          new Truth("middling", 15, 0.65, 0, Risk.LOW, Autonomy.AUTO),
          new Truth("bad", 5, 0.2, 0, Risk.LOW, Autonomy.AUTO),
          new Truth("heals-alone", 10, 1.0, 0.8, Risk.LOW, Autonomy.ASK));

  @TempDir Path dir;

  private final SplittableRandom random = new SplittableRandom(20_261_124);
  private final Map<Outcome, Integer> truth = new EnumMap<>(Outcome.class);
  private final Set<String> promoted = new HashSet<>();
  private House house;
  private int rejected;
  private int unasked;
  private int ran;

  private static Playbook playbook(Truth t) {
    Playbook p = House.playbook(t.name(), Autonomy.ASK, Rollback.NEVER, "lamp.flash");
    return Changed.from(p)
        .matching(a -> a.title().equals(t.name()) ? Optional.empty() : Optional.of("another"))
        .thought(80, t.risk())
        .limits(new Limits(Duration.ZERO, 0, Duration.ofHours(24), 0))
        .autonomy(Autonomy.ASK, t.upTo())
        .done();
  }

  private void open() {
    house = new House(clock -> SqliteLedger.open(dir.resolve("ledger.db"), clock));
    HouseRules r = house.rules;
    house.rules =
        new HouseRules(
            Map.of(Risk.LOW, House.rule(1), Risk.MEDIUM, House.rule(1), Risk.HIGH, House.rule(1)),
            Risk.MEDIUM,
            r.maxInFlight(),
            10_000,
            r.automaticWindow(),
            List.of(),
            "");
    house.learning = new LearningRules(Duration.ofDays(90), true, 0, Duration.ofDays(7), false);
    TRUTHS.forEach(t -> house.with(playbook(t)));
    house.open();
  }

  private Truth draw() {
    int n = random.nextInt(100);
    for (Truth t : TRUTHS) {
      n -= t.share();
      if (n < 0) {
        return t;
      }
    }
    throw new AssertionError("the shares do not add up to 100");
  }

  private Plan fire(Truth t, int n) {
    Instant now = house.clock.instant();
    LinkedHashMap<String, Object> details = new LinkedHashMap<>();
    details.put("lamp", t.name() + "-" + n);
    house
        .engine
        .alerts()
        .accept(
            new Signal.Firing(
                new Alert(
                    "alert-" + n,
                    "test",
                    "fp-" + n,
                    Category.AVAILABILITY,
                    Severity.HIGH,
                    t.name(),
                    "",
                    new LinkedHashMap<>(),
                    details,
                    now,
                    now)));
    Await.until(PATIENCE, () -> !plans(n).isEmpty());
    Plan plan = plans(n).getFirst();
    Await.until(PATIENCE, () -> house.plan(plan.id()).state() != PlanState.DRAFTED);
    return house.plan(plan.id());
  }

  private List<Plan> plans(int n) {
    return house.ledger.read(v -> v.plansFor("alert-" + n));
  }

  private void cleared(int n) {
    house.engine.alerts().accept(new Signal.Resolved("test", "fp-" + n, house.clock.instant()));
  }

  private void one(int n) {
    Truth t = draw();
    boolean works = random.nextDouble() < t.works();
    boolean heals = random.nextDouble() < t.heals();
    boolean no = random.nextInt(100) < 3;
    house.lamp.on = false;
    house.lamp.mood = works ? Mood.WORKS : Mood.DOES_NOTHING;
    Plan plan = fire(t, n);
    if (!plan.draft().asks()) {
      unasked++;
      countDown(plan);
      ended(plan, n, works);
    } else if (heals) {
      house.clock.advance(Duration.ofSeconds(10 + random.nextInt(20)));
      cleared(n);
      house.await(plan.id(), PlanState.CANCELLED);
      truth.merge(Outcome.SELF_HEALED, 1, Integer::sum);
    } else if (no) {
      house.clock.advance(Duration.ofSeconds(60));
      house.reject(plan, "bob", "not now");
      rejected++;
      house.clock.advance(Duration.ofMinutes(5));
      cleared(n);
    } else {
      house.clock.advance(Duration.ofSeconds(60));
      house.approve(plan, "alice");
      ended(plan, n, works);
    }
  }

  /** Nobody cancels. */
  private void countDown(Plan plan) {
    if (plan.draft().approval().countsDown()) {
      Await.until(PATIENCE, () -> house.plan(plan.id()).expiresAt() != null);
      house.clock.advance(plan.draft().approval().terms().countdown());
    }
  }

  private void ended(Plan plan, int n, boolean works) {
    ran++;
    house.await(plan.id(), works ? PlanState.RESOLVED : PlanState.FAILED);
    truth.merge(works ? Outcome.FIXED : Outcome.NO_EFFECT, 1, Integer::sum);
    house.clock.advance(Duration.ofMinutes(works ? 1 : 6));
    cleared(n);
  }

  /** People approve what is proposed, whatever it is. */
  private void approveProposals() {
    PlanQuery waiting = PlanQuery.in(100, PlanState.AWAITING_APPROVAL);
    for (Plan p : house.ledger.read(v -> v.plans(waiting))) {
      if (p.draft().target().kind().equals("playbook")) {
        house.approve(p, "alice");
        house.await(p.id(), PlanState.RESOLVED);
        promoted.add(p.draft().target().name());
      }
    }
  }

  private Map<Outcome, Integer> outcomes(Instant since) {
    Map<Outcome, Integer> out = new EnumMap<>(Outcome.class);
    for (Truth t : TRUTHS) {
      PlaybookRef ref = new PlaybookRef(t.name(), "hash-of-" + t.name());
      for (Observation o : house.ledger.read(v -> v.observations(ref, 1_000))) {
        out.merge(o.outcome(), 1, Integer::sum);
      }
    }
    return out;
  }

  @Test
  void the_report_matches_the_truth_and_exactly_the_deserving_playbooks_rise() {
    open();
    Instant begin = house.clock.instant();
    for (int n = 0; n < ALERTS; n++) {
      Instant next = begin.plus(GAP.multipliedBy(n));
      Duration wait = Duration.between(house.clock.instant(), next);
      if (wait.isPositive()) {
        house.clock.advance(wait);
      }
      one(n);
      approveProposals();
    }
    Instant end = house.clock.instant();
    Report report =
        house.ledger.read(v -> Reviews.over(v, Duration.between(begin, end).plusSeconds(1), end));
    assertThat(outcomes(begin)).isEqualTo(truth);
    assertThat(report.plans()).isEqualTo(ALERTS);
    assertThat(report.ran()).isEqualTo(ran);
    assertThat(report.unasked()).isEqualTo(unasked).isGreaterThan(400);
    assertThat(report.rejected()).isEqualTo(rejected);
    assertThat(report.clearedFirst()).isEqualTo(truth.get(Outcome.SELF_HEALED));
    assertThat(report.others()).isZero();
    truth.forEach((o, times) -> assertThat(report.outcomes().get(o)).as(o.word()).isEqualTo(times));
    int fixed = truth.get(Outcome.FIXED);
    int failed = truth.get(Outcome.NO_EFFECT);
    assertThat(report.falseActions()).isEqualTo(failed);
    assertThat(report.fixedShare()).isCloseTo((double) fixed / (fixed + failed), within(1e-9));
    assertThat(report.toApprove()).isEqualTo(Duration.ofSeconds(60));
    assertThat(report.aloneShare()).isNotNull();
    assertThat(promoted).containsExactlyInAnyOrder("good", "good-medium");
    List<String> automatic = new ArrayList<>();
    for (Standing s : house.ledger.read(v -> v.standings())) {
      if (s.rung() == Autonomy.AUTO) {
        automatic.add(s.playbook().name() + " up to " + s.reach().word());
      }
    }
    assertThat(automatic).containsExactlyInAnyOrder("good up to low", "good-medium up to medium");
    assertThat(house.ledger.read(v -> v.verifyChain()).intact()).isTrue();
    house.close();
  }
}
