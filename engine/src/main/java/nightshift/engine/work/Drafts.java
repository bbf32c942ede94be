package nightshift.engine.work;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import nightshift.engine.action.Risk;
import nightshift.engine.alert.Alert;
import nightshift.engine.alert.Text;
import nightshift.engine.card.Sentences;
import nightshift.engine.diagnosis.Diagnosis;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.learn.LearningRules;
import nightshift.engine.plan.ApprovalRule;
import nightshift.engine.plan.Digests;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanEvent;
import nightshift.engine.plan.Step;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.playbook.Playbook;
import nightshift.engine.policy.Council;
import nightshift.engine.policy.Held;
import nightshift.engine.policy.HouseRules;
import nightshift.engine.policy.RuleCase;
import nightshift.engine.policy.Safety;
import nightshift.engine.port.LedgerView;
import org.jspecify.annotations.Nullable;

/** Decides what a draft says and what first becomes of it. Pure, over one view of the ledger. */
final class Drafts {

  private Drafts() {}

  /**
   * What a draft is made from.
   *
   * @param again the plan that it tries again, null for a first try
   * @param initiator who asked for it, null when the alert did
   */
  record Brief(
      HouseRules rules,
      Playbook playbook,
      Alert alert,
      Target target,
      Diagnosis diagnosis,
      @Nullable Plan again,
      @Nullable String initiator,
      LearningRules learning) {}

  /**
   * Writes the draft: risk and asking are computed from the steps, confidence from the track
   * record.
   */
  static Plan.Draft write(LedgerView view, Brief brief, Drafting.Steps steps, Instant now) {
    Playbook playbook = brief.playbook();
    Risk risk = risk(playbook, steps);
    Experience known =
        Experience.of(view, playbook, brief.target(), steps.steps(), brief.learning(), now);
    int confidence = known.mine().confidence(playbook.confidence());
    ApprovalRule rule = rule(brief.rules(), playbook, brief.alert(), brief.target(), risk, now);
    Optional<String> because =
        asks(view, brief, rule, risk, now).or(() -> unsure(brief.learning(), confidence));
    Plan again = brief.again();
    return new Plan.Draft(
        1,
        brief.alert().id(),
        playbook.ref(),
        brief.target(),
        Sentences.headline(steps.steps()),
        brief.alert().title(),
        brief.diagnosis(),
        steps.steps(),
        playbook.verify(),
        because.isEmpty() && playbook.autonomy() == Autonomy.COUNTDOWN
            ? rule.with(rule.terms().countdown(countdown(brief)))
            : rule,
        risk,
        confidence,
        because.isPresent(),
        because.orElse(""),
        playbook.rollback(),
        again == null ? null : again.id(),
        brief.initiator(),
        Digests.ofEffect(brief.target(), steps.steps()),
        known.shown());
  }

  /** Why a plan that we trust so little asks; empty when it need not, or is refused instead. */
  static Optional<String> unsure(LearningRules learning, int confidence) {
    return learning.asksWhenUnsure() && confidence < Safety.LEAST_CONFIDENCE
        ? Optional.of("confidence is only " + confidence + " %")
        : Optional.empty();
  }

  /** The risk of a plan with these steps. */
  static Risk risk(Playbook playbook, Drafting.Steps steps) {
    return risk(steps.steps(), playbook.risk().orElse(Risk.LOW));
  }

  static Risk risk(List<Step> steps, Risk floor) {
    return steps.stream().map(Step::risk).reduce(floor, Risk::atLeast);
  }

  /** Who may allow a plan like this. */
  static ApprovalRule rule(
      HouseRules rules,
      Playbook playbook,
      @Nullable Alert alert,
      Target target,
      Risk risk,
      Instant at) {
    Map<String, String> labels = alert == null ? Map.of() : alert.labels();
    return rules.rule(
        playbook.approval(), new RuleCase.Matter(risk, playbook.ref().name(), target, labels, at));
  }

  private static Duration countdown(Brief brief) {
    Duration own = brief.playbook().limits().countdown();
    return own.isZero() ? brief.rules().guards().countdown() : own;
  }

  private static Optional<String> asks(
      LedgerView view, Brief brief, ApprovalRule rule, Risk risk, Instant now) {
    Playbook playbook = brief.playbook();
    HouseRules rules = brief.rules();
    if (brief.initiator() != null) {
      return Optional.of(brief.initiator() + " asked for it");
    }
    Optional<String> own = autonomy(view, playbook, risk);
    if (own.isPresent() && Ladder.lowered(view, playbook, risk).isEmpty()) {
      // Those that ask anyway are asked about together, too.
      return Outlook.storm(view, rules, now)
          .filter(_ -> playbook.autonomy() == Autonomy.ASK)
          .map(Held::line)
          .or(() -> own);
    }
    // Of a playbook that may do less than before, or than with less risk, a brake that people can
    // lift is the more useful answer.
    Supplier<Optional<String>> held =
        () ->
            Outlook.held(view, rules, playbook, brief.target(), brief.alert(), now).map(Held::line);
    return own.isPresent()
        ? held.get().or(() -> own)
        : ceiling(rules, risk).or(() -> uncancelled(playbook, rule)).or(held);
  }

  /** Why the playbook asks of itself with this risk; empty when it may run unasked. */
  static Optional<String> autonomy(LedgerView view, Playbook playbook, Risk risk) {
    return playbook.autonomy().unasked()
        ? Optional.empty()
        : Ladder.lowered(view, playbook, risk).or(() -> Optional.of("the playbook asks"));
  }

  /** Why a plan of this risk asks; empty when it may run unasked here. */
  static Optional<String> ceiling(HouseRules rules, Risk risk) {
    return risk.compareTo(Risk.HIGH) >= 0 || risk.compareTo(rules.automaticUpTo()) > 0
        ? Optional.of(risk.word() + " risk is never automatic here")
        : Optional.empty();
  }

  /** Why nobody's countdown asks instead; empty when somebody could cancel it. */
  static Optional<String> uncancelled(Playbook playbook, ApprovalRule rule) {
    return playbook.autonomy() == Autonomy.COUNTDOWN && Council.nobody(rule)
        ? Optional.of("nobody could cancel it: its approval rule names nobody")
        : Optional.empty();
  }

  /** What becomes of a draft at once: blocked, shadowed, asked for, or allowed by the playbook. */
  static PlanEvent first(
      Plan.Draft draft,
      Autonomy autonomy,
      Library library,
      List<String> refusedSteps,
      Instant now) {
    List<String> refusals = new ArrayList<>(refusedSteps);
    if (refusedSteps.isEmpty()) {
      refusals.addAll(Safety.refusals(draft, library.rules(), library.learning()));
    }
    if (!refusals.isEmpty()) {
      return new PlanEvent.Blocked(now, Text.line(String.join("; ", refusals), 1_000));
    }
    if (autonomy == Autonomy.SHADOW && draft.initiator() == null) {
      return new PlanEvent.Shadowed(now, "the playbook is in shadow mode");
    }
    if (draft.asks() || draft.approval().countsDown()) {
      return new PlanEvent.Asked(now, draft.asksBecause());
    }
    return new PlanEvent.Approved(
        now, new Plan.Decision(Sentences.AUTOMATIC, "playbook", now, draft.playbook().name()));
  }
}
