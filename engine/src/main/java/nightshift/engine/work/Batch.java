package nightshift.engine.work;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightshift.engine.action.Risk;
import nightshift.engine.card.Sentences;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.plan.Digests;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanEvent;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlanState;
import nightshift.engine.plan.Step;
import nightshift.engine.policy.Brake;
import nightshift.engine.policy.Council;
import nightshift.engine.policy.Held;
import nightshift.engine.policy.Vote;
import nightshift.engine.port.Directory;
import nightshift.engine.port.LedgerTx;
import nightshift.engine.port.LedgerView;

/**
 * Plans of a storm that are answered together. The batch is a plan of its own, whose manifest lists
 * its members by number, revision and digest; an answer to it is given to each member that is still
 * exactly as listed, as votes of the same people, by the member's own rule.
 */
final class Batch {

  /** The kind of target that a batch is. */
  static final String KIND = "batch";

  private static final Pattern LINE =
      Pattern.compile("plan (\\d{1,18}) revision (\\d{1,9}) digest ([0-9a-f]{64}) (\\S+)");

  private Batch() {}

  /**
   * One plan as it was when the batch was drawn up.
   *
   * @param digest all 64 digits
   */
  record Member(PlanId plan, int revision, String digest, Target target) {

    /** This plan as it stands. */
    static Member of(Plan plan) {
      Plan.Draft d = plan.draft();
      return new Member(plan.id(), d.revision(), d.digest(), d.target());
    }

    /** One line of a manifest. */
    static Member parse(String line) {
      Matcher m = LINE.matcher(line);
      if (!m.matches()) {
        throw new IllegalArgumentException("no line of a batch: " + line);
      }
      return new Member(
          new PlanId(Long.parseLong(m.group(1))),
          Integer.parseInt(m.group(2)),
          m.group(3),
          Target.parse(m.group(4)));
    }

    /** As in the manifest. */
    String line() {
      return "plan %d revision %d digest %s %s".formatted(plan.number(), revision, digest, target);
    }
  }

  /** Whether the storm brake, and nothing but that, makes this plan ask: such plans are pooled. */
  static boolean pooled(Plan plan) {
    Plan.Draft d = plan.draft();
    return Held.by(Brake.STORM, d.asksBecause())
        && d.alertId() != null
        && d.initiator() == null
        && d.parent() == null
        && d.risk().compareTo(Risk.HIGH) < 0
        && !d.approval().countsDown()
        // Whose clock runs has a card already.
        && plan.expiresAt() == null;
  }

  /** Whether it is shown on its batch's card alone, as long as it needs nobody for itself. */
  static boolean covered(Plan plan) {
    return pooled(plan)
        && switch (plan.state()) {
          case IN_DOUBT, FAILED, ROLLED_BACK, BLOCKED -> false;
          default -> true;
        };
  }

  /** The members as listed; none when the list is not the one that the digest was made from. */
  static List<Member> members(LedgerView view, Plan batch) {
    Plan.Draft d = batch.draft();
    if (!batch.isBatch() || !d.digest().equals(Digests.ofEffect(d.target(), d.steps()))) {
      return List.of();
    }
    Step.Manifest manifest = d.steps().getFirst().manifest();
    return view.blob(manifest.sha256())
        .filter(b -> Digests.sha256(b).equals(manifest.sha256()))
        .map(b -> b.lines().map(Member::parse).toList())
        .orElse(List.of());
  }

  /** This member, if it still waits, and is what was listed. */
  static Optional<Plan> waiting(LedgerView view, Member m) {
    return view.plan(m.plan())
        .filter(p -> p.state() == PlanState.AWAITING_APPROVAL && pooled(p))
        .filter(p -> Member.of(p).equals(m));
  }

  /** Whether anybody who allowed it wants one member first: the more careful wins. */
  static boolean careful(LedgerView view, Plan batch) {
    return batch.isBatch()
        && votes(view, batch).stream().anyMatch(v -> v.choice() == Vote.Choice.CANARY);
  }

  private static List<Vote> votes(LedgerView view, Plan batch) {
    return view.votes(batch.id(), batch.draft().revision()).stream()
        .filter(v -> v.digest().equals(batch.draft().digest()))
        .toList();
  }

  /**
   * Gives the yes of the batch to these members.
   *
   * @return how many were approved by it: those that still wait as listed, and whose own rule the
   *     same people satisfy as they are by now
   */
  static int release(
      LedgerTx tx, Directory directory, Plan batch, List<Member> members, Instant now) {
    Plan.Decision by = batch.decision();
    if (by == null || Sentences.automatic(by)) {
      return 0;
    }
    List<Vote> yes = votes(tx, batch).stream().filter(v -> v.choice().yes()).toList();
    int released = 0;
    for (Member m : members) {
      Optional<Plan> plan = waiting(tx, m);
      if (plan.isPresent() && approve(tx, directory, batch, by, yes, plan.get(), now)) {
        released++;
      }
    }
    return released;
  }

  private static boolean approve(
      LedgerTx tx,
      Directory directory,
      Plan batch,
      Plan.Decision by,
      List<Vote> yes,
      Plan plan,
      Instant now) {
    Plan.Draft d = plan.draft();
    Predicate<Vote> may =
        v ->
            directory
                .identify(v.voter())
                .filter(p -> Council.ineligible(d.approval(), p, d.initiator()).isEmpty())
                .isPresent();
    yes.stream()
        .filter(may)
        .forEach(v -> tx.vote(passedOn(v, Vote.Choice.APPROVE, batch, plan, now)));
    List<Vote> all = Approvals.standing(directory, tx.votes(plan.id(), d.revision()));
    Plan.Decision decision = new Plan.Decision(by.by(), by.where(), now, with(batch, by.reason()));
    return Council.approved(d.approval(), all)
        && tx.apply(plan, new PlanEvent.Approved(now, decision), by.by()).isPresent();
  }

  private static Vote passedOn(Vote v, Vote.Choice choice, Plan batch, Plan plan, Instant now) {
    return new Vote(
        plan.id(),
        plan.draft().revision(),
        plan.draft().digest(),
        choice,
        v.person(),
        v.roles(),
        v.voter(),
        v.interaction(),
        with(batch, v.reason()),
        now);
  }

  private static String with(Plan batch, String reason) {
    String together = "with batch " + batch.id();
    return reason.isBlank() ? together : reason + " (" + together + ")";
  }

  /** Gives the no of a batch to every member that waits; nothing for any other plan. */
  static void rejected(LedgerTx tx, Plan batch, Plan.Decision by, Instant now) {
    List<Vote> no =
        votes(tx, batch).stream().filter(v -> v.choice() == Vote.Choice.REJECT).toList();
    Plan.Decision decision = new Plan.Decision(by.by(), by.where(), now, with(batch, by.reason()));
    for (Member m : members(tx, batch)) {
      Optional<Plan> plan = waiting(tx, m);
      plan.ifPresent(p -> {
        no.forEach(v -> tx.vote(passedOn(v, Vote.Choice.REJECT, batch, p, now)));
        tx.apply(p, new PlanEvent.Rejected(now, decision), by.by());
      });
    }
  }

  /** Ends every member that waits with a batch that ran out of time; nothing for other plans. */
  static void expired(LedgerTx tx, Plan batch, Instant now) {
    String note = batch.note() + " (batch " + batch.id() + ")";
    for (Member m : members(tx, batch)) {
      waiting(tx, m)
          .ifPresent(p -> tx.apply(p, new PlanEvent.Expired(now, note), Sentences.AUTOMATIC));
    }
  }
}
