package nightshift.engine.contract;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Preview;
import nightshift.engine.action.Reversal;
import nightshift.engine.action.Risk;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Probe;

/** A harmless little world: a lamp that goes out and can be switched on, off and on again. */
public final class Lamp {

  /** The state of the lamp. */
  public volatile boolean on;

  /** How long a switch says that it takes. */
  public volatile Duration estimated = Duration.ofSeconds(1);

  /** Another lamp under the same name. */
  public volatile String identity = "lamp-1";

  /** What kind of target the switches work on. */
  public volatile String kind = "lamp";

  /** What the next switch does. */
  public volatile Mood mood = Mood.WORKS;

  /** Whether a look before a switch is answered. */
  public volatile boolean answers = true;

  /** How often the world was touched. */
  public final AtomicInteger touched = new AtomicInteger();

  /** What was done, in order. */
  public final List<String> deeds = java.util.Collections.synchronizedList(new ArrayList<>());

  /** Opened when a switch that {@code HANGS} has begun. */
  public final CountDownLatch begun = new CountDownLatch(1);

  /** Names of lamps that are dark whatever the others do, until they are switched on. */
  public final java.util.Set<String> dark = java.util.concurrent.ConcurrentHashMap.newKeySet();

  /** Permits for switches that {@code WAITS}. */
  public final java.util.concurrent.Semaphore gate = new java.util.concurrent.Semaphore(0);

  /** How many switches are under way. */
  public final AtomicInteger underWay = new AtomicInteger();

  /** The most that were under way at once. */
  public final AtomicInteger mostAtOnce = new AtomicInteger();

  /** How switching goes. */
  public enum Mood {
    WORKS,
    FAILS,
    UNKNOWN,
    HANGS,
    WAITS,
    DOES_NOTHING,
    BREAKS
  }

  private final InstantSource clock;

  public Lamp(InstantSource clock) {
    this.clock = clock;
  }

  /** Arguments of both switches: a word that shows in the digest. */
  public record Words(Optional<String> word) {}

  /** The probe {@code lamp.light}: healthy when on. */
  public Probe probe() {
    return new Probe() {
      @Override
      public String name() {
        return "lamp.light";
      }

      @Override
      public Reading read(Target target) {
        boolean shines = on && !dark.contains(target.name());
        String line = "the lamp is " + (shines ? "on" : "off");
        return new Reading(
            name(),
            target,
            shines,
            shines ? 100.0 : 0.0,
            Map.of(),
            Map.of("on", shines),
            List.of(line),
            clock.instant());
      }
    };
  }

  /** {@code lamp.on}: can be undone. */
  public ActionKind<Words> switchOn(Risk risk) {
    return new Switch("lamp.on", risk, true);
  }

  /** {@code lamp.flash}: cannot be undone. */
  public ActionKind<Words> flash(Risk risk) {
    return new Switch("lamp.flash", risk, false);
  }

  private final class Switch implements ActionKind<Words> {
    private final String name;
    private final Risk risk;
    private final boolean undoable;

    Switch(String name, Risk risk, boolean undoable) {
      this.name = name;
      this.risk = risk;
      this.undoable = undoable;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Class<Words> arguments() {
      return Words.class;
    }

    @Override
    public Risk floor() {
      return risk;
    }

    @Override
    public String targetKind() {
      return kind;
    }

    @Override
    public Duration timeout(Words args) {
      return Duration.ofSeconds(10);
    }

    @Override
    public Preview preview(Words args, ActionContext ctx) throws ActionException {
      if (!answers) {
        throw ActionException.unanswered("looking at the lamp: nobody answers");
      }
      return new Preview(
          "switch on the lamp " + ctx.target().name(),
          List.of(),
          List.of(identity + args.word().map(w -> " " + w).orElse("")),
          0,
          risk,
          undoable
              ? Reversal.by("switches it off again")
              : Reversal.none("light that was seen is seen"),
          estimated);
    }

    @Override
    public Optional<String> drift(Words args, ActionContext ctx) {
      return ctx.objects().getFirst().startsWith(identity)
          ? Optional.empty()
          : Optional.of("it is another lamp now: " + identity);
    }

    @Override
    public String capture(Words args, ActionContext ctx) {
      return on ? "on" : "off";
    }

    @Override
    public ActionResult run(Words args, ActionContext ctx)
        throws ActionException, InterruptedException {
      touched.incrementAndGet();
      deeds.add(name + " " + ctx.reference());
      switch (mood) {
        case FAILS ->
            throw new ActionException(Effect.PARTIAL, "switching on the lamp: the fuse blew");
        case UNKNOWN ->
            throw new ActionException(Effect.UNKNOWN, "switching on the lamp: no answer");
        case HANGS -> {
          begun.countDown();
          new CountDownLatch(1).await();
        }
        case WAITS -> {
          mostAtOnce.accumulateAndGet(underWay.incrementAndGet(), Math::max);
          gate.acquire();
          underWay.decrementAndGet();
          on = true;
        }
        case DOES_NOTHING -> {}
        case BREAKS -> on = false;
        case WORKS -> {
          on = true;
          dark.remove(ctx.target().name());
        }
      }
      return ActionResult.done("switched");
    }

    @Override
    public ActionResult undo(Words args, String captured, ActionContext ctx) {
      touched.incrementAndGet();
      deeds.add("undo " + name + " " + ctx.reference());
      on = captured.equals("on");
      return ActionResult.done("put back to " + captured);
    }

    @Override
    public Preview previewUndo(Words args, String captured, ActionContext ctx) {
      return new Preview(
          "switch the lamp " + captured + " again",
          List.of(),
          List.of(identity),
          0,
          risk,
          Reversal.none("undo of an undo"),
          Duration.ofSeconds(1));
    }
  }
}
