package nightshift.engine.work;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import nightshift.engine.card.LadderWords;
import nightshift.engine.diagnosis.Diagnosis;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.learn.Evidence;
import nightshift.engine.learn.Rise;
import nightshift.engine.learn.Standing;
import nightshift.engine.plan.Digests;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.plan.Rollback;
import nightshift.engine.plan.Verify;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.playbook.Playbook;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerTx;
import nightshift.engine.port.LedgerView;
import nightshift.engine.port.LedgerView.PlanQuery;

/**
 * Looks whether a playbook has earned the next rung, and proposes it as a plan. Only people
 * promote.
 */
final class Promotions {

  private static final Duration ASK_AGAIN = Duration.ofDays(7);
  private static final Duration LOOK = Duration.ofSeconds(5);

  private final Ledger ledger;
  private final InstantSource clock;
  private final Announcer announcer;
  private final Supplier<Library> library;

  Promotions(Ledger ledger, InstantSource clock, Announcer announcer, Supplier<Library> library) {
    this.ledger = ledger;
    this.clock = clock;
    this.announcer = announcer;
    this.library = library;
  }

  /** Looks at every playbook once. */
  void round() throws InterruptedException {
    Library lib = library.get();
    for (Playbook playbook : lib.playbooks()) {
      // Most looks find nothing to do, and a reader is in nobody's way.
      boolean worth = ledger.read(v -> worthLooking(v, lib, playbook));
      Optional<Rise> to = worth ? ledger.write(tx -> look(tx, lib, playbook)) : Optional.empty();
      if (to.isPresent()) {
        propose(lib, playbook, to.get());
      }
    }
  }

  private boolean worthLooking(LedgerView view, Library lib, Playbook playbook) {
    return Ladder.standing(view, playbook)
        .filter(s -> Evidence.couldRise(s, lib.rules().automaticUpTo()))
        .filter(s -> s.heldSince() != null || enough(evidence(view, lib, s), s, lib))
        .isPresent();
  }

  private Evidence evidence(LedgerView view, Library lib, Standing s) {
    return Reviews.evidence(view, s, lib.learning(), lib.rules().automaticUpTo(), clock.instant());
  }

  private static boolean enough(Evidence evidence, Standing s, Library lib) {
    return evidence.enough()
        && evidence.rise(s).isPresent()
        && evidence.risk().compareTo(lib.rules().automaticUpTo()) <= 0;
  }

  /** Notes whether the evidence is enough; what to propose, if that is due. */
  private Optional<Rise> look(LedgerTx tx, Library lib, Playbook playbook) {
    Instant now = clock.instant();
    Standing s = Ladder.standing(tx, playbook).orElse(null);
    if (s == null) {
      return Optional.empty();
    }
    Evidence evidence = evidence(tx, lib, s);
    boolean enough = enough(evidence, s, lib);
    boolean noted = s.heldSince() != null;
    if (enough != noted || (noted && s.heldFor() != evidence.risk())) {
      tx.stand(s.held(enough ? now : null, evidence.risk()));
    }
    return enough && !askedLately(tx, playbook, now) ? evidence.proposes(s, now) : Optional.empty();
  }

  private static boolean askedLately(LedgerView view, Playbook playbook, Instant now) {
    Target target = Ladder.target(playbook.ref().name());
    PlanQuery query =
        new PlanQuery(
            List.of(), null, target.toString(), now.minus(ASK_AGAIN), null, LedgerView.MOST, 0);
    return view.plans(query).stream()
        .filter(p -> !p.isUndo())
        .anyMatch(p -> p.state() != PlanState.RESOLVED && p.state() != PlanState.CANCELLED);
  }

  private void propose(Library lib, Playbook playbook, Rise to) throws InterruptedException {
    Target target = Ladder.target(playbook.ref().name());
    Drafting.Steps steps =
        new Drafting(lib.catalogue())
            .one(Promote.NAME, Promote.arguments(to), target, clock.instant());
    Optional<Plan> asked =
        ledger.write(tx -> {
          Instant now = clock.instant();
          Standing s = Ladder.standing(tx, playbook).orElse(null);
          if (s == null || steps.steps().isEmpty()) {
            return Optional.empty();
          }
          Evidence evidence = Promote.evidence(tx, to.risk(), s, lib.learning(), now);
          Plan.Draft draft = draft(lib, playbook, target, steps, s, evidence, now);
          Optional<Plan> opened = tx.open(draft, now);
          steps.manifests().forEach(tx::put);
          return opened.flatMap(p ->
              tx.apply(
                  p, Drafts.first(draft, Autonomy.ASK, lib, steps.refusals(), now), "nightshift"));
        });
    asked.ifPresent(p -> {
      Tightening.overtaken(ledger, lib, library, clock).forEach(announcer::planChanged);
      announcer.planChanged(p);
    });
  }

  private static Plan.Draft draft(
      Library lib,
      Playbook playbook,
      Target target,
      Drafting.Steps steps,
      Standing standing,
      Evidence evidence,
      Instant now) {
    return new Plan.Draft(
        1,
        null,
        playbook.ref(),
        target,
        nightshift.engine.card.Sentences.headline(steps.steps()),
        "Playbook " + playbook.ref().name() + " has earned a rung",
        new Diagnosis(
            "earned",
            LadderWords.evidence(standing, evidence, lib.rules().automaticUpTo()),
            List.of(),
            Map.of()),
        steps.steps(),
        new Verify(Rung.NAME, null, null, Duration.ZERO, LOOK, Duration.ZERO),
        // What it may do unasked later is for those to allow who would be asked now.
        Drafts.rule(lib.rules(), playbook, null, target, evidence.risk(), now),
        evidence.risk(),
        100,
        true,
        "only people let a playbook do more by itself",
        Rollback.NEVER,
        null,
        null,
        Digests.ofEffect(target, steps.steps()),
        evidence.record().shown());
  }
}
