package nightshift.engine.work;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Preview;
import nightshift.engine.action.Reversal;
import nightshift.engine.action.Risk;
import nightshift.engine.alert.Text;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlanState;
import nightshift.engine.port.Directory;
import nightshift.engine.port.Ledger;

/**
 * Passes the approval of a batch on to its plans: an action like any other, so that people allow it
 * like any other. It runs nothing itself, and no playbook can name it.
 */
final class Release implements ActionKind<Release.Listed> {

  private static final int MOST_NAMES = 200;
  private static final String NONE = "none of its plans waits any more";

  private final Ledger ledger;
  private final Directory directory;

  Release(Ledger ledger, Directory directory) {
    this.ledger = ledger;
    this.directory = directory;
  }

  /**
   * @param plans their numbers
   */
  public record Listed(List<String> plans) {}

  @Override
  public String name() {
    return Plan.RELEASE;
  }

  @Override
  public Class<Listed> arguments() {
    return Listed.class;
  }

  @Override
  public Risk floor() {
    return Risk.LOW;
  }

  @Override
  public String targetKind() {
    return Batch.KIND;
  }

  @Override
  public Duration timeout(Listed args) {
    return Duration.ofMinutes(1);
  }

  private static ActionException refused(String why) {
    return new ActionException(Effect.NONE, "letting the plans of a batch go: " + why);
  }

  @Override
  public Preview preview(Listed args, ActionContext ctx) throws ActionException {
    List<Plan> plans =
        ledger.read(v ->
            args.plans().stream()
                .map(n -> new PlanId(Long.parseLong(n)))
                .flatMap(id -> v.plan(id).stream())
                .filter(p -> p.state() == PlanState.AWAITING_APPROVAL && Batch.pooled(p))
                .toList());
    if (plans.isEmpty()) {
      throw refused(NONE);
    }
    return new Preview(
        sentence(plans),
        details(plans),
        plans.stream().map(p -> Batch.Member.of(p).line()).toList(),
        0,
        plans.stream().map(p -> p.draft().risk()).reduce(Risk.LOW, Risk::atLeast),
        Reversal.none("as a whole; each of its plans says whether it can"),
        Duration.ofSeconds(1));
  }

  private static String sentence(List<Plan> plans) {
    Plan.Draft first = plans.getFirst().draft();
    return plans.size() == 1
        ? "let plan " + plans.getFirst().id() + " run: " + first.headline()
        : "let " + plans.size() + " plans of playbook " + first.playbook().name() + " run";
  }

  private static List<String> details(List<Plan> plans) {
    List<String> out = new ArrayList<>();
    if (plans.size() > 1) {
      Plan first = plans.getFirst();
      List<String> targets = plans.stream().map(p -> p.draft().target().toString()).toList();
      out.add("On " + Text.line(String.join(", ", targets), MOST_NAMES));
      out.add("The canary would be plan " + first.id() + ", " + first.draft().target());
    }
    plans.forEach(p -> out.add(line(p)));
    return out;
  }

  private static String line(Plan plan) {
    Plan.Draft d = plan.draft();
    return "%s %s: %s (%s)"
        .formatted(plan.id(), d.target(), Text.line(d.headline(), 120), plan.shortDigest());
  }

  private static List<Batch.Member> listed(ActionContext ctx) {
    return ctx.objects().stream().map(Batch.Member::parse).toList();
  }

  /** Members that were answered one by one, or changed, are left out; only none at all is drift. */
  @Override
  public Optional<String> drift(Listed args, ActionContext ctx) {
    boolean any =
        ledger.read(v -> listed(ctx).stream().anyMatch(m -> Batch.waiting(v, m).isPresent()));
    return any ? Optional.empty() : Optional.of(NONE);
  }

  @Override
  public ActionResult run(Listed args, ActionContext ctx) throws ActionException {
    List<Batch.Member> members = listed(ctx);
    int released =
        ledger.write(tx ->
            tx.livePlan(ctx.target())
                .filter(p -> Batch.members(tx, p).equals(members))
                .map(p -> Batch.release(tx, directory, p, members, ctx.now()))
                .orElse(-1));
    if (released < 0) {
      throw refused("the list is not the one that was approved");
    }
    String others = released == members.size() ? "" : "; the others did not wait as listed";
    return ActionResult.done("approved " + released + " of " + members.size() + " plans" + others);
  }
}
