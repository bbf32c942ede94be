package nightshift.engine.work;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.BadArguments;
import nightshift.engine.action.BoundAction;
import nightshift.engine.action.Catalogue;
import nightshift.engine.action.Preview;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.learn.Draw;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.Step;
import nightshift.engine.plan.StepKey;
import nightshift.engine.playbook.Condition;
import nightshift.engine.playbook.Facts;
import nightshift.engine.playbook.Playbook;
import nightshift.engine.playbook.StepTemplate;
import org.jspecify.annotations.Nullable;

/**
 * The drawing board: turns step templates into resolved steps by asking each action what it would
 * do.
 */
final class Drafting {

  private static final Duration LONGEST_PREVIEW = Duration.ofSeconds(60);

  private final Catalogue catalogue;
  private final Previewing previewing;

  Drafting(Catalogue catalogue) {
    this(catalogue, Drafting::preview);
  }

  /**
   * @param previewing says what a step would do, by looking or otherwise
   */
  Drafting(Catalogue catalogue, Previewing previewing) {
    this.catalogue = catalogue;
    this.previewing = previewing;
  }

  /** Says what an action would do. */
  @FunctionalInterface
  interface Previewing {
    Preview of(BoundAction action, Target target, @Nullable String captured, Instant now)
        throws ActionException, InterruptedException;
  }

  /**
   * Resolved steps, and the manifests that they name.
   *
   * @param steps numbered from 1
   * @param manifests the objects of each step joined by line feeds, for the ledger's blobs
   * @param refusals why steps cannot be done; a plan with any of these is blocked
   * @param unanswered those of the refusals that may be none a little later
   * @param draws how alternatives were chosen
   */
  record Steps(
      List<Step> steps,
      List<String> manifests,
      List<String> refusals,
      List<String> unanswered,
      List<Draw> draws) {

    /** None yet. */
    static Steps none() {
      return new Steps(
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>());
    }

    /** Whether it is worth asking again a little later: nothing else stands in the way. */
    boolean mayBeLater() {
      return !unanswered.isEmpty() && unanswered.size() == refusals.size();
    }
  }

  /** Resolves a playbook's steps for these facts. */
  Steps fromPlaybook(Playbook playbook, Facts facts, Target target, Options options, Instant now)
      throws InterruptedException {
    Steps out = Steps.none();
    for (StepTemplate template : playbook.steps()) {
      if (template.others().isEmpty()) {
        add(out, template, facts, target, now);
      } else {
        choose(out, template.alternatives(), facts, target, options, now);
      }
    }
    return out;
  }

  private void add(Steps out, StepTemplate template, Facts facts, Target target, Instant now)
      throws InterruptedException {
    try {
      if (template.when().isEmpty() || template.when().get().holds(facts)) {
        Map<String, Object> args = template.args().fill(facts);
        add(out, template.kind(), args, template.keepGoing(), target, null, null, now);
      }
    } catch (Condition.Unanswerable e) {
      out.refusals.add(template.kind() + ": " + e.getMessage());
    }
  }

  /** Takes one of the alternatives that can be done; when none can, says why each cannot. */
  private void choose(
      Steps out,
      List<StepTemplate> alternatives,
      Facts facts,
      Target target,
      Options options,
      Instant now)
      throws InterruptedException {
    Steps can = Steps.none();
    for (StepTemplate alternative : alternatives) {
      add(can, alternative, facts, target, now);
    }
    if (can.steps.isEmpty()) {
      out.refusals.addAll(can.refusals);
      // One that can be done is enough, so none of the others stands in its way.
      out.unanswered.addAll(can.unanswered.isEmpty() ? List.of() : can.refusals);
      return;
    }
    Draw draw = options.draw(can.steps);
    out.steps.add(can.steps.get(draw.chosen()).chosen(out.steps.size() + 1, draw.shown()));
    out.manifests.add(can.manifests.get(draw.chosen()));
    out.draws.add(draw);
  }

  /** One step of this kind. */
  Steps one(String kind, Map<String, Object> args, Target target, Instant now)
      throws InterruptedException {
    Steps out = Steps.none();
    add(out, kind, args, false, target, null, null, now);
    return out;
  }

  /** The same steps, as they would be now: what each would touch, or why it cannot any more. */
  Steps again(Plan plan, Instant now) throws InterruptedException {
    Steps out = Steps.none();
    for (Step s : plan.draft().steps()) {
      add(out, s.kind(), s.args(), s.keepGoing(), plan.draft().target(), null, null, now);
    }
    return out;
  }

  /** Adds the step that undoes {@code original}, from what was captured when it began. */
  void addUndo(Steps out, Step original, StepKey key, String captured, Target target, Instant now)
      throws InterruptedException {
    add(out, original.kind(), original.args(), true, target, key, captured, now);
  }

  private void add(
      Steps out,
      String kind,
      Map<String, Object> args,
      boolean keepGoing,
      Target target,
      @Nullable StepKey undoes,
      @Nullable String captured,
      Instant now)
      throws InterruptedException {
    try {
      BoundAction action = catalogue.bind(kind, args);
      if (!action.targetKind().equals("*") && !action.targetKind().equals(target.kind())) {
        throw new BadArguments(
            null, kind + " works on " + action.targetKind() + ", not on " + target);
      }
      Preview preview = previewing.of(action, target, captured, now);
      if (preview.objects().isEmpty()) {
        return;
      }
      int index = out.steps.size() + 1;
      out.steps.add(step(index, action, args, preview, keepGoing, undoes));
      out.manifests.add(String.join("\n", preview.objects()));
    } catch (BadArguments e) {
      out.refusals.add(kind + ": " + e.getMessage());
    } catch (ActionException e) {
      out.refusals.add(String.valueOf(e.getMessage()));
      if (e.isUnanswered()) {
        out.unanswered.add(String.valueOf(e.getMessage()));
      }
    }
  }

  private static Step step(
      int index,
      BoundAction action,
      Map<String, Object> args,
      Preview preview,
      boolean keepGoing,
      @Nullable StepKey undoes) {
    return new Step(
        index,
        action.name(),
        args,
        preview.sentence(),
        preview.details(),
        preview.risk().atLeast(action.floor()),
        preview.reversal(),
        action.timeout(),
        preview.estimated(),
        Step.Manifest.of(preview.objects()),
        preview.bytes(),
        keepGoing,
        undoes);
  }

  private static Preview preview(
      BoundAction action, Target target, @Nullable String captured, Instant now)
      throws ActionException, InterruptedException {
    ActionContext ctx = new ActionContext(target, "preview", List.of(), now, LONGEST_PREVIEW);
    try {
      return Deadline.call(
              "preview-" + action.name(),
              LONGEST_PREVIEW,
              () -> captured == null ? action.preview(ctx) : action.previewUndo(captured, ctx))
          .orElseThrow(() -> tooSlow(action));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ActionException refusal) {
        throw refusal;
      }
      if (e.getCause() instanceof InterruptedException) {
        throw tooSlow(action);
      }
      throw new IllegalStateException("previewing " + action.name(), e.getCause());
    }
  }

  private static ActionException tooSlow(BoundAction action) {
    return ActionException.unanswered(
        "looking at what " + action.name() + " would do took too long");
  }
}
