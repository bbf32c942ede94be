package nightshift.bot.action.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.bot.action.process.ApprovedProcess.Nice;
import nightshift.bot.host.proc.CpuSample;
import nightshift.bot.host.proc.ProcessFacts;
import nightshift.bot.host.proc.Threads;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Preview;
import nightshift.engine.action.Risk;

/**
 * {@code process.renice}: makes listed programs let others go first, with all their threads. It
 * never makes one go before others. Undo puts each thread's own value back.
 */
final class ReniceProcess implements ActionKind<Renicing> {

  private final ProcessDoor door;
  private final Renice renice;
  private final NiceUndo undo;

  ReniceProcess(ProcessDoor door, Renice renice) {
    this.door = door;
    this.renice = renice;
    this.undo = new NiceUndo(door, renice);
  }

  @Override
  public String name() {
    return "process.renice";
  }

  @Override
  public Class<Renicing> arguments() {
    return Renicing.class;
  }

  @Override
  public Risk floor() {
    return Risk.LOW;
  }

  @Override
  public String targetKind() {
    return "*";
  }

  @Override
  public Duration timeout(Renicing args) {
    return Duration.ofSeconds(60);
  }

  @Override
  public Preview preview(Renicing args, ActionContext ctx)
      throws ActionException, InterruptedException {
    renice.needed();
    CpuSample sample = door.sample(ctx.target());
    List<ProcessFacts> chosen = choose(args, ctx, sample);
    List<String> details = new ArrayList<>();
    for (ProcessFacts p : chosen) {
      details.add(
          "%s: nice %d, then %d; %d threads; uses %s of a processor"
              .formatted(
                  ApprovedProcess.of(p, false).shown(),
                  p.nice(),
                  args.value(),
                  Threads.nice(door.proc(), p.id()).size(),
                  Looks.percent(sample.of(p))));
    }
    details.add("it still gets whatever others leave; values count within one control group");
    return new Preview(
        sentence(chosen, args.value()),
        details,
        chosen.stream().map(p -> ApprovedProcess.of(p, args.value()).line()).toList(),
        0,
        floor(),
        undo.reversal(),
        Duration.ofSeconds(1));
  }

  private static String sentence(List<ProcessFacts> chosen, int nice) {
    String first = ApprovedProcess.of(chosen.getFirst(), false).shown();
    String more = chosen.size() == 1 ? "" : " and " + (chosen.size() - 1) + " more";
    return "let others go before " + first + more + ": nice " + nice;
  }

  private List<ProcessFacts> choose(Renicing args, ActionContext ctx, CpuSample sample)
      throws ActionException {
    Optional<String> program = ProcessDoor.program(ctx.target(), args.executable());
    List<ProcessFacts> found;
    if (program.isPresent()) {
      door.needListed(program.get());
      found = door.running(sample, program.get());
    } else {
      found = hungry(args, sample);
    }
    List<ProcessFacts> open = found.stream().filter(p -> p.nice() < args.value()).toList();
    if (open.isEmpty()) {
      throw ProcessDoor.refused(
          ApprovedProcess.of(found.getFirst(), false).shown()
              + " has nice "
              + found.getFirst().nice()
              + " already; it is only ever raised");
    }
    return open;
  }

  private List<ProcessFacts> hungry(Renicing args, CpuSample sample) throws ActionException {
    List<ProcessFacts> all =
        sample.all().stream()
            .filter(p -> door.guard().lists(p.id().executable()) && !p.ended())
            .filter(p -> sample.of(p) > args.threshold())
            .filter(p -> door.guard().refusal(p).or(() -> door.guard().contained(p)).isEmpty())
            .toList();
    if (all.isEmpty()) {
      throw ProcessDoor.refused(
          "no program listed under processes.allow uses more than "
              + Looks.percent(args.threshold())
              + " of a processor");
    }
    return ProcessDoor.bounded(all);
  }

  @Override
  public Optional<String> drift(Renicing args, ActionContext ctx)
      throws ActionException, InterruptedException {
    Optional<String> other = door.drift(ctx);
    if (other.isPresent()) {
      return other;
    }
    for (ApprovedProcess a : ProcessDoor.approved(ctx)) {
      Optional<String> moved = door.still(a).flatMap(p -> moved(a, p));
      if (moved.isPresent()) {
        return moved;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> moved(ApprovedProcess a, ProcessFacts now) {
    return a.change()
        .filter(c -> c.from() != now.nice())
        .map(c ->
            "the nice value of %s was %d when this was approved and is %d now"
                .formatted(a.shown(), c.from(), now.nice()));
  }

  @Override
  public String capture(Renicing args, ActionContext ctx)
      throws ActionException, InterruptedException {
    return undo.capture(ProcessDoor.approved(ctx)).toJson();
  }

  @Override
  public ActionResult run(Renicing args, ActionContext ctx)
      throws ActionException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    List<String> said = new ArrayList<>();
    int changed = 0;
    boolean well = true;
    for (ApprovedProcess a : ProcessDoor.approved(ctx)) {
      Optional<ProcessFacts> p = door.still(a).filter(now -> moved(a, now).isEmpty());
      if (p.isEmpty() || a.change().isEmpty()) {
        said.add(a.shown() + " is not as it was approved and was left alone");
        continue;
      }
      Optional<String> trouble = raise(p.get(), a.change().get());
      changed += trouble.isPresent() ? 0 : 1;
      well &= trouble.isEmpty();
      said.add(trouble.orElseGet(() -> a.shown() + " has nice " + a.change().get().to() + " now"));
    }
    if (changed == 0 && well) {
      throw new ActionException(Effect.NONE, String.join("; ", said) + "; nothing was touched");
    }
    return new ActionResult(well, String.join("; ", said), "", null);
  }

  /** Why it did not work; empty when every thread has the new value. */
  private Optional<String> raise(ProcessFacts p, Nice change)
      throws ActionException, InterruptedException {
    List<Integer> threads = below(p, change.to());
    Optional<String> complaint = renice.set(change.to(), threads);
    Map<Integer, Integer> now = Threads.nice(door.proc(), p.id());
    if (below(p, change.to()).isEmpty() && !now.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        "%s did not take nice %d%s"
            .formatted(
                ApprovedProcess.of(p, false).shown(),
                change.to(),
                complaint.map(c -> ": " + c).orElse(now.isEmpty() ? ": it ended" : "")));
  }

  private List<Integer> below(ProcessFacts p, int nice) {
    return Threads.nice(door.proc(), p.id()).entrySet().stream()
        .filter(e -> e.getValue() < nice)
        .map(Map.Entry::getKey)
        .toList();
  }

  @Override
  public ActionResult undo(Renicing args, String captured, ActionContext ctx)
      throws ActionException, InterruptedException {
    return undo.undo(NiceBefore.read(captured));
  }

  @Override
  public Preview previewUndo(Renicing args, String captured, ActionContext ctx)
      throws ActionException, InterruptedException {
    return undo.preview(NiceBefore.read(captured));
  }
}
