package nightshift.bot.chat.desk;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import nightshift.engine.action.Durations;
import nightshift.engine.action.Risk;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanId;
import nightshift.engine.policy.Council;
import nightshift.engine.policy.Person;
import nightshift.engine.policy.Vote;
import nightshift.engine.policy.Voter;
import nightshift.engine.port.ChatInbox;
import nightshift.engine.port.ChatInbox.Receipt;
import nightshift.engine.port.ChatInbox.Verdict;
import nightshift.engine.port.Directory;
import nightshift.engine.port.Ledger;

/**
 * Takes what people decide in words and buttons, and hands it to the inbox. A critical plan is
 * approved only by who types the name of its target, whichever way they come.
 */
public final class Counter {

  private final ChatInbox inbox;
  private final Ledger ledger;
  private final Directory directory;
  private final InstantSource clock;

  /**
   * @param inbox decides; everything ends there, refusals too
   * @param ledger is only read
   */
  public Counter(ChatInbox inbox, Ledger ledger, Directory directory, InstantSource clock) {
    this.inbox = inbox;
    this.ledger = ledger;
    this.directory = directory;
    this.clock = clock;
  }

  /** Approves a plan as it stands now. */
  public Receipt approve(PlanId id, String typed, Voter voter, String interaction) {
    return approve(id, typed, "", voter, interaction);
  }

  /** Approves a plan as it stands now, and says why. */
  public Receipt approve(PlanId id, String typed, String reason, Voter voter, String interaction) {
    return ledger
        .read(v -> v.plan(id))
        .map(p -> approve(Seen.of(p), typed, reason, voter, interaction))
        .orElseGet(() -> none(id));
  }

  /**
   * Approves a plan as it was seen.
   *
   * @param typed the target's name for a critical plan; ignored for any other
   */
  public Receipt approve(Seen seen, String typed, Voter voter, String interaction) {
    return approve(seen, typed, "", voter, interaction);
  }

  /**
   * Approves a plan as it was seen, and says why.
   *
   * @param typed the target's name for a critical plan; ignored for any other
   * @param reason where the rule wants one
   */
  public Receipt approve(Seen seen, String typed, String reason, Voter voter, String interaction) {
    Optional<Plan> plan = ledger.read(v -> v.plan(seen.plan()));
    // Who may not decide at all is refused, and written down, by the inbox.
    Optional<Receipt> unnamed =
        plan.filter(p -> p.draft().risk() == Risk.CRITICAL)
            .filter(p -> !typed.strip().equals(p.draft().target().name()))
            .filter(p -> eligible(p, voter))
            .map(p -> unnamed(p, typed));
    return unnamed.orElseGet(() -> decide(seen, Vote.Choice.APPROVE, voter, interaction, reason));
  }

  /** Approves a batch as it stands now: one of its plans first, the others when it is verified. */
  public Receipt canary(PlanId id, Voter voter, String interaction) {
    return ledger
        .read(v -> v.plan(id))
        .map(p -> canary(Seen.of(p), voter, interaction))
        .orElseGet(() -> none(id));
  }

  /** Approves a batch as it was seen: one of its plans first, the others when it is verified. */
  public Receipt canary(Seen seen, Voter voter, String interaction) {
    return decide(seen, Vote.Choice.CANARY, voter, interaction, "");
  }

  private boolean eligible(Plan plan, Voter voter) {
    Optional<Person> person = directory.identify(voter);
    return person.isPresent()
        && Council.ineligible(plan.draft().approval(), person.get(), plan.draft().initiator())
            .isEmpty();
  }

  private static Receipt unnamed(Plan plan, String typed) {
    String why =
        typed.isBlank()
            ? "Plan %s is critical: approve it with the name of its target %s typed too."
            : "That is not the name of the target of plan %s (%s).";
    return new Receipt(
        Verdict.INVALID,
        why.formatted(plan.id(), plan.draft().target()) + " Nothing was changed.",
        plan);
  }

  /** Rejects a plan as it stands now. */
  public Receipt reject(PlanId id, String reason, Voter voter, String interaction) {
    return ledger
        .read(v -> v.plan(id))
        .map(p -> reject(Seen.of(p), reason, voter, interaction))
        .orElseGet(() -> none(id));
  }

  /** Rejects a plan as it was seen. */
  public Receipt reject(Seen seen, String reason, Voter voter, String interaction) {
    return decide(seen, Vote.Choice.REJECT, voter, interaction, reason);
  }

  private Receipt decide(
      Seen seen, Vote.Choice choice, Voter voter, String interaction, String reason) {
    return inbox.decide(
        seen.plan(), seen.revision(), seen.digest(), choice, voter, interaction, reason);
  }

  /** Closes the breaker of a plan's playbook. */
  public Receipt closeBreaker(PlanId id, Voter voter) {
    return ledger
        .read(v -> v.plan(id))
        .map(p -> inbox.closeBreaker(p.draft().playbook().name(), voter, "pressed on plan " + id))
        .orElseGet(() -> none(id));
  }

  /** Asks for the undo of a plan. */
  public Receipt undo(PlanId id, Voter voter, String interaction) {
    return inbox.undo(id, voter, interaction);
  }

  /** Asks for a new try of a plan. */
  public Receipt retry(PlanId id, Voter voter, String interaction) {
    return inbox.retry(id, voter, interaction);
  }

  /** Says how a plan in doubt ended. */
  public Receipt settle(PlanId id, boolean fixed, Voter voter, String interaction, String reason) {
    return inbox.settle(id, fixed, voter, interaction, reason);
  }

  /**
   * Begins nothing new.
   *
   * @param span how long, such as {@code 2h}; empty for until somebody resumes
   */
  public Receipt pause(String reason, String span, Voter voter) {
    Optional<Duration> length = Durations.parse(span).filter(Duration::isPositive);
    if (!span.isBlank() && length.isEmpty()) {
      return new Receipt(
          Verdict.INVALID,
          "How long is a duration such as 30m or 2h, not " + span + ". Nothing changed.",
          null);
    }
    Instant until = length.map(clock.instant()::plus).orElse(null);
    return inbox.pause(voter, reason.isBlank() ? "no reason given" : reason, until);
  }

  /** Says whether a fix helped. */
  public Receipt feedback(PlanId id, boolean helped, Voter voter, String interaction) {
    return inbox.feedback(id, helped, voter, interaction);
  }

  /** Lifts the pause. */
  public Receipt resume(Voter voter) {
    return inbox.resume(voter);
  }

  private static Receipt none(PlanId id) {
    return new Receipt(Verdict.NOT_FOUND, Desk.none(id).title(), null);
  }
}
