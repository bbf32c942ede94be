package nightshift.engine.contract;

import java.util.List;
import java.util.Optional;
import nightshift.engine.action.Risk;
import nightshift.engine.plan.PlaybookRef;
import nightshift.engine.plan.Verify;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.playbook.Limits;
import nightshift.engine.playbook.Matching;
import nightshift.engine.playbook.Playbook;
import nightshift.engine.playbook.StepTemplate;
import nightshift.engine.playbook.Template;

/** A playbook that is like another in all but what is said here. */
public final class Changed {

  private final Playbook like;
  private PlaybookRef ref;
  private Matching matching;
  private Template target;
  private int confidence;
  private Optional<Risk> risk;
  private List<StepTemplate> steps;
  private Verify verify;
  private Limits limits;
  private Autonomy autonomy;
  private Autonomy upTo;

  private Changed(Playbook like) {
    this.like = like;
    ref = like.ref();
    matching = like.matching();
    target = like.target();
    confidence = like.confidence();
    risk = like.risk();
    steps = like.steps();
    verify = like.verify();
    limits = like.limits();
    autonomy = like.autonomy();
    upTo = like.upTo();
  }

  /** Begins with this playbook. */
  public static Changed from(Playbook like) {
    return new Changed(like);
  }

  /** Of this content. */
  public Changed hash(String other) {
    ref = new PlaybookRef(ref.name(), other);
    return this;
  }

  /** For these alerts. */
  public Changed matching(Matching other) {
    matching = other;
    return this;
  }

  /** On this target. */
  public Changed target(Template other) {
    target = other;
    return this;
  }

  /** With this prior, in percent, and this least risk. */
  public Changed thought(int percent, Risk least) {
    confidence = percent;
    risk = Optional.of(least);
    return this;
  }

  /** With these steps. */
  public Changed steps(StepTemplate... others) {
    steps = List.of(others);
    return this;
  }

  /** Measured like this. */
  public Changed verify(Verify other) {
    verify = other;
    return this;
  }

  /** Within these limits. */
  public Changed limits(Limits other) {
    limits = other;
    return this;
  }

  /** It begins here, and may rise to there. */
  public Changed autonomy(Autonomy start, Autonomy most) {
    autonomy = start;
    upTo = most;
    return this;
  }

  /** The playbook. */
  public Playbook done() {
    return new Playbook(
        ref,
        like.description(),
        matching,
        like.when(),
        target,
        like.persist(),
        like.diagnose(),
        confidence,
        risk,
        steps,
        verify,
        limits,
        autonomy,
        like.approval(),
        like.rollback(),
        upTo);
  }
}
