package nightshift.bot.action.container;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nightshift.bot.action.container.ApprovedContainer.Limits;
import nightshift.bot.host.docker.ContainerFacts;
import nightshift.bot.host.docker.Tuning;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Preview;
import nightshift.engine.action.Reversal;
import nightshift.engine.action.Risk;

/**
 * {@code container.cpu}: bounds the processor time that a container gets, without a restart. Undo
 * puts the old bound back, or takes it away where there was none.
 */
final class LimitCpu implements ActionKind<LimitCpu.Args> {

  private final ContainerDoor door;

  /**
   * @param limit in processors, such as 1.5; at least 0.01
   */
  record Args(double limit) {
    Args {
      if (!(limit >= 0.01 && limit <= 1024)) {
        throw new IllegalArgumentException("argument \"limit\" must be from 0.01 to 1024");
      }
    }

    long nanos() {
      // Docker keeps hundred-thousandths of a processor.
      return Math.round(limit * 100_000) * (Tuning.CPU / 100_000);
    }
  }

  /** The limits before and as planned, 0 for none. */
  record Before(String id, long limit, long planned) {}

  LimitCpu(ContainerDoor door) {
    this.door = door;
  }

  @Override
  public String name() {
    return "container.cpu";
  }

  @Override
  public Class<Args> arguments() {
    return Args.class;
  }

  @Override
  public Risk floor() {
    return Risk.MEDIUM;
  }

  @Override
  public String targetKind() {
    return "container";
  }

  @Override
  public Duration timeout(Args args) {
    return Duration.ofSeconds(30);
  }

  @Override
  public Preview preview(Args args, ActionContext ctx)
      throws ActionException, InterruptedException {
    ContainerFacts c = door.look(ctx.target());
    int cpus = door.see(host -> host.tuning().cpus());
    if (cpus > 0 && args.limit() > cpus) {
      throw new ActionException(
          Effect.NONE,
          "limiting container \"%s\" to %s: the machine has only %d processors"
              .formatted(c.name(), shown(args.nanos()), cpus));
    }
    long now = limit(c);
    if (now == args.nanos()) {
      throw new ActionException(
          Effect.NONE,
          "limiting container \"%s\": its limit is %s already".formatted(c.name(), shown(now)));
    }
    Reversal back =
        Reversal.by(now == 0 ? "takes the limit away again" : "puts " + shown(now) + " back");
    return preview(c, "limit the processor time of", now, args.nanos(), back);
  }

  @Override
  public Optional<String> drift(Args args, ActionContext ctx)
      throws ActionException, InterruptedException {
    Optional<String> other = door.drift(ctx);
    return other.isPresent() ? other : moved(limits(ctx), door.look(ctx.target()));
  }

  @Override
  public String capture(Args args, ActionContext ctx) throws ActionException, InterruptedException {
    ContainerFacts c = door.approved(ctx);
    return Noted.text(new Before(c.id(), limit(c), limits(ctx).to()));
  }

  @Override
  public ActionResult run(Args args, ActionContext ctx)
      throws ActionException, InterruptedException {
    ContainerFacts c = door.approved(ctx);
    Limits limits = limits(ctx);
    Optional<String> moved = moved(limits, c);
    if (moved.isPresent()) {
      throw new ActionException(Effect.NONE, moved.get() + "; nothing was touched");
    }
    door.act(host -> host.tuning().limitCpu(c, limits.to()));
    return done(c, limits.from(), limits.to());
  }

  @Override
  public ActionResult undo(Args args, String captured, ActionContext ctx)
      throws ActionException, InterruptedException {
    Before before = Noted.read(Before.class, captured);
    ContainerFacts c = door.again(before.id(), ctx);
    long now = undoable(before, c);
    if (now != before.limit()) {
      door.act(host -> host.tuning().limitCpu(c, before.limit()));
    }
    return done(c, now, before.limit());
  }

  @Override
  public Preview previewUndo(Args args, String captured, ActionContext ctx)
      throws ActionException, InterruptedException {
    Before before = Noted.read(Before.class, captured);
    ContainerFacts c = door.again(before.id(), ctx);
    long now = undoable(before, c);
    return preview(
        c, "put back the processor limit of", now, before.limit(), Reversal.by("limits it again"));
  }

  /** The limit now, unless somebody has set a third one since: that one is not ours to undo. */
  private long undoable(Before before, ContainerFacts c)
      throws ActionException, InterruptedException {
    long now = limit(c);
    if (now != before.limit() && now != before.planned()) {
      throw new ActionException(
          Effect.NONE,
          "the processor limit of container \"%s\" was set to %s since; it is left at that"
              .formatted(c.name(), shown(now)));
    }
    return now;
  }

  private Preview preview(ContainerFacts c, String verb, long from, long to, Reversal reversal) {
    return new Preview(
        "%s container \"%s\" from %s to %s".formatted(verb, c.name(), shown(from), shown(to)),
        List.of("image " + c.image() + ", id " + c.shortId() + ", now " + c.shown()),
        List.of(ApprovedContainer.ofCpu(c, from, to).line()),
        0,
        floor(),
        reversal,
        Duration.ofSeconds(1));
  }

  private Limits limits(ActionContext ctx) throws ActionException {
    return door.approval(ctx)
        .change()
        .filter(l -> l.of().equals("cpu"))
        .orElseThrow(() ->
            new ActionException(
                Effect.NONE,
                "no processor limit for container \"%s\" was approved"
                    .formatted(ctx.target().name())));
  }

  private Optional<String> moved(Limits approved, ContainerFacts c)
      throws ActionException, InterruptedException {
    long now = limit(c);
    return now == approved.from()
        ? Optional.empty()
        : Optional.of(
            "the processor limit of container \"%s\" was %s when this was approved and is %s now"
                .formatted(c.name(), shown(approved.from()), shown(now)));
  }

  private long limit(ContainerFacts c) throws ActionException, InterruptedException {
    return door.see(host -> host.tuning().cpuLimit(c));
  }

  private static ActionResult done(ContainerFacts c, long from, long to) {
    return ActionResult.done(
        "processor limit of container \"%s\": %s, was %s"
            .formatted(c.name(), shown(to), shown(from)));
  }

  private static String shown(long nanos) {
    return nanos == 0
        ? "no limit"
        : String.format(Locale.ROOT, "%.2f", nanos / (double) Tuning.CPU) + " processors";
  }
}
