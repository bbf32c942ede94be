package nightshift.engine.work;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import nightshift.engine.action.Risk;
import nightshift.engine.card.Sentences;
import nightshift.engine.diagnosis.Diagnosis;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.plan.ApprovalRule;
import nightshift.engine.plan.Digests;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanEvent;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlanState;
import nightshift.engine.plan.PlaybookRef;
import nightshift.engine.plan.Rollback;
import nightshift.engine.plan.Step;
import nightshift.engine.plan.Verify;
import nightshift.engine.policy.Safety;
import nightshift.engine.port.Directory;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerTx;
import nightshift.engine.port.LedgerView;
import nightshift.engine.port.LedgerView.PlanQuery;

/**
 * Asks once for the plans that the storm brake holds, and sees to canaries. A batch never grows:
 * plans that come later make the next one, so that what is approved is what was listed.
 */
final class Batches {

  /** A batch is drawn up when nothing joined it for so long. */
  static final Duration QUIET = Duration.ofSeconds(5);

  /** A batch is drawn up when its first plan waited for so long. */
  static final Duration LONGEST = Duration.ofSeconds(20);

  /** Most plans of a batch. */
  static final int MOST = 100;

  private static final Duration LOOK = Duration.ofSeconds(5);

  private static final List<PlanState> UNDER_WAY =
      List.of(
          PlanState.AWAITING_APPROVAL,
          PlanState.APPROVED,
          PlanState.EXECUTING,
          PlanState.VERIFYING);

  private final Ledger ledger;
  private final InstantSource clock;
  private final Directory directory;
  private final Announcer announcer;
  private final Supplier<Library> library;

  Batches(
      Ledger ledger,
      InstantSource clock,
      Directory directory,
      Announcer announcer,
      Supplier<Library> library) {
    this.ledger = ledger;
    this.clock = clock;
    this.directory = directory;
    this.announcer = announcer;
    this.library = library;
  }

  /** Only plans that are alike in everything but their target are answered together. */
  private record Likeness(PlaybookRef playbook, ApprovalRule rule, Risk risk, List<String> kinds) {
    static Likeness of(Plan plan) {
      Plan.Draft d = plan.draft();
      List<String> kinds = d.steps().stream().map(Step::kind).toList();
      return new Likeness(d.playbook(), d.approval(), d.risk(), kinds);
    }
  }

  /** Draws up the batches that are due, and ends those that have nothing to ask any more. */
  void round() throws InterruptedException {
    List<Plan> held =
        ledger.read(v -> v.plans(PlanQuery.oldest(LedgerView.MOST, PlanState.AWAITING_APPROVAL)));
    if (held.stream().noneMatch(p -> p.isBatch() || Batch.pooled(p))) {
      return;
    }
    held.stream().filter(Plan::isBatch).forEach(this::endIfIdle);
    Set<PlanId> listed = ledger.read(Batches::listed);
    Map<Likeness, List<Plan>> alike = new LinkedHashMap<>();
    held.stream()
        .filter(p -> Batch.pooled(p) && !listed.contains(p.id()))
        .sorted(Comparator.comparing(Plan::id))
        .forEach(p -> alike.computeIfAbsent(Likeness.of(p), _ -> new ArrayList<>()).add(p));
    for (List<Plan> plans : alike.values()) {
      if (due(plans, clock.instant())) {
        ask(plans.subList(0, Math.min(MOST, plans.size())));
      }
    }
  }

  private static Set<PlanId> listed(LedgerView view) {
    PlanQuery query =
        new PlanQuery(UNDER_WAY, null, null, null, Batch.KIND + ":", LedgerView.MOST, 0);
    return view.plans(query).stream()
        .flatMap(b -> Batch.members(view, b).stream())
        .map(Batch.Member::plan)
        .collect(Collectors.toSet());
  }

  private static boolean due(List<Plan> plans, Instant now) {
    Instant first = plans.getFirst().createdAt();
    Instant last = plans.stream().map(Plan::createdAt).max(Instant::compareTo).orElseThrow();
    return plans.size() >= MOST
        || !now.isBefore(last.plus(QUIET))
        || !now.isBefore(first.plus(LONGEST));
  }

  private void endIfIdle(Plan batch) {
    boolean idle =
        ledger.read(
            v -> Batch.members(v, batch).stream().noneMatch(m -> Batch.waiting(v, m).isPresent()));
    if (idle) {
      end(batch, "none of its plans waits any more");
    }
  }

  private void end(Plan batch, String why) {
    PlanEvent event = new PlanEvent.Cancelled(clock.instant(), why);
    ledger
        .write(tx -> tx.apply(batch, event, Sentences.AUTOMATIC))
        .ifPresent(announcer::planChanged);
  }

  private void ask(List<Plan> plans) throws InterruptedException {
    Plan first = plans.getFirst();
    Target target =
        new Target(Batch.KIND, first.draft().playbook().name() + "-" + first.id().number());
    List<String> numbers = plans.stream().map(p -> String.valueOf(p.id().number())).toList();
    Drafting.Steps steps =
        new Drafting(library.get().catalogue())
            .one(Plan.RELEASE, Map.of("plans", numbers), target, clock.instant());
    if (steps.steps().isEmpty()) {
      return;
    }
    Plan.Draft draft = draft(plans, target, steps);
    ledger.write(tx -> open(tx, draft, steps)).ifPresent(announcer::planChanged);
  }

  private Optional<Plan> open(LedgerTx tx, Plan.Draft draft, Drafting.Steps steps) {
    Instant now = clock.instant();
    Optional<Plan> opened = tx.open(draft, now);
    steps.manifests().forEach(tx::put);
    return opened.flatMap(
        p -> tx.apply(p, new PlanEvent.Asked(now, draft.asksBecause()), Sentences.AUTOMATIC));
  }

  private static Plan.Draft draft(List<Plan> plans, Target target, Drafting.Steps steps) {
    Plan.Draft first = plans.getFirst().draft();
    String playbook = first.playbook().name();
    int confidence = plans.stream().mapToInt(p -> p.draft().confidence()).min().orElseThrow();
    return new Plan.Draft(
        1,
        null,
        first.playbook(),
        target,
        Sentences.headline(steps.steps()),
        "A storm: playbook " + playbook + " has " + plans.size() + " plans that ask at once",
        new Diagnosis("storm", first.headline() + ", and the like", List.of(), Map.of()),
        steps.steps(),
        new Verify(Released.NAME, null, null, Duration.ZERO, LOOK, Duration.ZERO),
        first.approval(),
        first.risk(),
        confidence,
        true,
        first.asksBecause(),
        Rollback.NEVER,
        null,
        null,
        Digests.ofEffect(target, steps.steps()),
        first.trackRecord());
  }

  /**
   * Whether an approved batch must wait because its canary is under way. Lets the canary go, and
   * ends the batch when the canary ended in any way but well: the others then ask anew.
   */
  boolean waits(Plan batch) {
    if (!batch.isBatch() || !ledger.read(v -> sound(v, batch))) {
      return false;
    }
    Plan canary =
        ledger.write(tx -> {
          Batch.Member first = Batch.members(tx, batch).getFirst();
          Batch.release(tx, directory, batch, List.of(first), clock.instant());
          return tx.plan(first.plan()).orElseThrow();
        });
    return switch (canary.state()) {
      case RESOLVED -> false;
      case APPROVED, EXECUTING, VERIFYING, ROLLING_BACK -> true;
      default -> {
        String how = canary.state().word().replace('_', ' ');
        end(batch, "its canary, plan " + canary.id() + ", is " + how + "; the others ask anew");
        yield true;
      }
    };
  }

  /** Whether people allowed it with a canary; anything amiss is for the departure to refuse. */
  private boolean sound(LedgerView view, Plan batch) {
    Library lib = library.get();
    return Batch.careful(view, batch)
        && !Batch.members(view, batch).isEmpty()
        && Safety.refusals(batch.draft(), lib.rules(), lib.learning()).isEmpty()
        && Warrant.refusals(view, batch, lib).isEmpty();
  }
}
