package nightshift.engine.work;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.BadArguments;
import nightshift.engine.action.BoundAction;
import nightshift.engine.action.Catalogue;
import nightshift.engine.action.Durations;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.plan.Claim;
import nightshift.engine.plan.Digests;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.Step;
import nightshift.engine.plan.StepKey;
import nightshift.engine.plan.StepKey.Phase;
import nightshift.engine.plan.StepPermit;
import nightshift.engine.plan.StepRun;
import nightshift.engine.plan.StepRun.Status;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerException;
import nightshift.engine.port.Pacer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The workshop: permit, act, note. The permit is durable before the deed, the note follows it. */
final class StepWork {

  private static final Logger LOG = LoggerFactory.getLogger(StepWork.class);
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(60);
  private static final int NOTE_ATTEMPTS = 60;

  private final Ledger ledger;
  private final InstantSource clock;
  private final Pacer pacer;

  StepWork(Ledger ledger, InstantSource clock, Pacer pacer) {
    this.ledger = ledger;
    this.clock = clock;
    this.pacer = pacer;
  }

  /** Runs a step, or puts it back. At most once, ever, per plan, phase and index. */
  StepOutcome run(Catalogue catalogue, Claim claim, Plan plan, Step step, Phase phase)
      throws InterruptedException {
    StepKey key = new StepKey(plan.id(), phase, step.index());
    Instant now = clock.instant();
    BoundAction action;
    String captured;
    ActionContext ctx;
    try {
      action = catalogue.bind(step.kind(), step.args());
      ctx = context(plan, step, key, now);
      Optional<String> drift = drift(action, step, phase, ctx);
      if (drift.isPresent()) {
        return new StepOutcome.Failed("not started: " + drift.get());
      }
      captured = captured(action, step, phase, plan, ctx);
    } catch (BadArguments e) {
      return new StepOutcome.Failed("not started: " + e.getMessage());
    } catch (ActionException e) {
      return new StepOutcome.Failed("not started: " + e.getMessage());
    }
    StepPermit permit = ledger.write(tx -> tx.beginStep(claim, key, captured, now));
    return switch (permit) {
      case GRANTED -> note(claim, key, act(action, step, phase, captured, ctx));
      case ALREADY_STARTED ->
          new StepOutcome.Refused("step " + key.reference() + " was started before");
      case CLAIM_LOST ->
          new StepOutcome.Refused("another process has taken plan " + plan.id() + " over");
    };
  }

  /** How the world differs from what was approved, for every step; empty when it does not. */
  Optional<String> drift(Catalogue catalogue, Plan plan) throws InterruptedException {
    for (Step step : plan.draft().steps()) {
      StepKey key = new StepKey(plan.id(), Phase.EXECUTE, step.index());
      try {
        BoundAction action = catalogue.bind(step.kind(), step.args());
        Optional<String> drift =
            drift(action, step, Phase.EXECUTE, context(plan, step, key, clock.instant()));
        if (drift.isPresent()) {
          return drift;
        }
      } catch (BadArguments e) {
        return Optional.of(step.kind() + ": " + e.getMessage());
      } catch (ActionException e) {
        return Optional.ofNullable(e.getMessage());
      }
    }
    return Optional.empty();
  }

  private ActionContext context(Plan plan, Step step, StepKey key, Instant now)
      throws ActionException {
    String manifest = ledger.read(v -> v.blob(step.manifest().sha256())).orElse(null);
    if (manifest == null || !Digests.sha256(manifest).equals(step.manifest().sha256())) {
      throw new ActionException(
          Effect.NONE,
          "the list of what step " + step.index() + " may touch is missing or altered");
    }
    Target target = plan.draft().target();
    return new ActionContext(
        target, key.reference(), manifest.lines().toList(), now, step.timeout());
  }

  private Optional<String> drift(BoundAction action, Step step, Phase phase, ActionContext ctx)
      throws ActionException, InterruptedException {
    if (phase == Phase.ROLL_BACK || step.undoes() != null) {
      return Optional.empty();
    }
    return within(LONGEST_LOOK, action, () -> action.drift(ctx));
  }

  private String captured(BoundAction action, Step step, Phase phase, Plan plan, ActionContext ctx)
      throws ActionException, InterruptedException {
    StepKey undoes = step.undoes();
    if (phase == Phase.EXECUTE && undoes == null) {
      return within(LONGEST_LOOK, action, () -> action.capture(ctx));
    }
    StepKey original =
        undoes != null ? undoes : new StepKey(plan.id(), Phase.EXECUTE, step.index());
    return ledger.read(v -> v.steps(original.plan())).stream()
        .filter(r -> r.key().equals(original))
        .map(StepRun::captured)
        .findFirst()
        .orElseThrow(() ->
            new ActionException(Effect.NONE, "step " + original.reference() + " never began"));
  }

  private StepOutcome act(
      BoundAction action, Step step, Phase phase, String captured, ActionContext ctx)
      throws InterruptedException {
    boolean back = phase == Phase.ROLL_BACK || step.undoes() != null;
    try {
      ActionResult result =
          within(step.timeout(), action, () -> back ? action.undo(captured, ctx) : action.run(ctx));
      return result.ok()
          ? new StepOutcome.Done(result)
          : new StepOutcome.Failed(
              result.output().isBlank()
                  ? result.summary()
                  : result.summary() + "\n" + result.output());
    } catch (ActionException e) {
      String why = String.valueOf(e.getMessage());
      return e.effect() == Effect.UNKNOWN
          ? new StepOutcome.Unknown(why)
          : new StepOutcome.Failed(why);
    } catch (RuntimeException e) {
      // A bug in an action after its permit: nobody knows how far it came.
      LOG.error("running {} of {}", action.name(), ctx.reference(), e);
      return new StepOutcome.Unknown(action.name() + ": unexpected " + e);
    }
  }

  private static <T> T within(Duration limit, BoundAction action, Callable<T> call)
      throws ActionException, InterruptedException {
    try {
      return Deadline.call(action.name(), limit, call).orElseThrow(() -> late(action, limit));
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case ActionException known -> throw known;
        case InterruptedException _ -> throw late(action, limit);
        case RuntimeException bug -> throw bug;
        case null -> throw new IllegalStateException(action.name(), e);
        case Throwable other -> throw new IllegalStateException(action.name(), other);
      }
    }
  }

  private static ActionException late(BoundAction action, Duration limit) {
    return new ActionException(
        Effect.UNKNOWN, action.name() + ": no end within " + Durations.shown(limit));
  }

  /**
   * The deed is done and must be noted: holds on through a ledger that cannot be written for a
   * while.
   */
  private StepOutcome note(Claim claim, StepKey key, StepOutcome outcome)
      throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        ledger.write(tx -> {
          tx.endStep(claim, key, status(outcome), result(outcome), clock.instant());
          return true;
        });
        return outcome;
      } catch (LedgerException e) {
        if (attempt == NOTE_ATTEMPTS) {
          throw e;
        }
        LOG.error(
            "noting the end of step {} (attempt {}): {}", key.reference(), attempt, e.getMessage());
        pacer.pause(Duration.ofSeconds(1));
      }
    }
  }

  private static Status status(StepOutcome outcome) {
    return switch (outcome) {
      case StepOutcome.Done _ -> Status.DONE;
      case StepOutcome.Failed _, StepOutcome.Refused _ -> Status.FAILED;
      case StepOutcome.Unknown _ -> Status.UNKNOWN;
    };
  }

  private static ActionResult result(StepOutcome outcome) {
    return switch (outcome) {
      case StepOutcome.Done d -> d.result();
      case StepOutcome.Failed f -> failed(f.why());
      case StepOutcome.Refused r -> failed(r.why());
      case StepOutcome.Unknown u -> failed(u.why());
    };
  }

  private static ActionResult failed(String why) {
    List<String> lines = why.lines().toList();
    String rest = String.join("\n", lines.subList(Math.min(1, lines.size()), lines.size()));
    return new ActionResult(false, lines.isEmpty() ? "" : lines.getFirst(), rest, null);
  }
}
