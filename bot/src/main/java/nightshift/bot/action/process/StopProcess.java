package nightshift.bot.action.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.bot.action.process.Suspicions.Suspect;
import nightshift.bot.host.proc.CpuSample;
import nightshift.bot.host.proc.ProcessFacts;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Durations;
import nightshift.engine.action.Preview;
import nightshift.engine.action.Reversal;
import nightshift.engine.action.Risk;
import nightshift.engine.port.Pacer;

/**
 * {@code process.stop}: asks processes to end and kills those that do not. It touches processes
 * whose program the operator listed, by its whole path, and on {@code security:local} those against
 * which enough evidence speaks.
 */
final class StopProcess implements ActionKind<Stopping> {

  private final ProcessDoor door;
  private final Signals signals;

  StopProcess(ProcessDoor door, Pacer pacer) {
    this.door = door;
    this.signals = new Signals(door, pacer);
  }

  @Override
  public String name() {
    return "process.stop";
  }

  @Override
  public Class<Stopping> arguments() {
    return Stopping.class;
  }

  @Override
  public Risk floor() {
    return Risk.CRITICAL;
  }

  @Override
  public String targetKind() {
    return "*";
  }

  @Override
  public Duration timeout(Stopping args) {
    return args.patience().plusSeconds(30);
  }

  @Override
  public Preview preview(Stopping args, ActionContext ctx)
      throws ActionException, InterruptedException {
    CpuSample sample = door.sample(ctx.target());
    Map<ProcessFacts, Optional<Suspect>> chosen = choose(args, ctx, sample);
    List<String> details = new ArrayList<>();
    List<String> objects = new ArrayList<>();
    chosen.forEach((p, suspect) -> {
      details.add(suspect.map(Suspect::shown).orElseGet(() -> shown(p, sample)));
      objects.add(ApprovedProcess.of(p, suspect.isPresent()).line());
    });
    details.add(
        "each gets " + Durations.shown(args.patience()) + " to end by itself, then it is killed");
    return new Preview(
        sentence(List.copyOf(chosen.keySet())),
        details,
        objects,
        0,
        floor(),
        Reversal.none("a process that ended cannot be brought back"),
        args.patience().dividedBy(2).plusSeconds(1));
  }

  private static String sentence(List<ProcessFacts> chosen) {
    String first = ApprovedProcess.of(chosen.getFirst(), false).shown();
    return chosen.size() == 1
        ? "stop process " + first
        : "stop %d processes: %s and %d more".formatted(chosen.size(), first, chosen.size() - 1);
  }

  private static String shown(ProcessFacts p, CpuSample sample) {
    return Looks.who(p, "") + ", uses " + Looks.percent(sample.of(p)) + " of a processor";
  }

  private Map<ProcessFacts, Optional<Suspect>> choose(
      Stopping args, ActionContext ctx, CpuSample sample) throws ActionException {
    Optional<String> program = ProcessDoor.program(ctx.target(), args.executable());
    List<Suspect> suspects = door.suspicions().in(sample).stream().filter(Suspect::enough).toList();
    if (program.isPresent() && door.guard().lists(program.get())) {
      Map<ProcessFacts, Optional<Suspect>> listed = new java.util.LinkedHashMap<>();
      door.running(sample, program.get()).forEach(p -> listed.put(p, Optional.empty()));
      return listed;
    }
    if (ctx.target().kind().equals(Here.HOST)) {
      door.needListed(
          program.orElseThrow(() ->
              ProcessDoor.refused(
                  "which process of " + ctx.target() + "? give \"executable\", its whole path")));
    }
    return suspicious(program, suspects);
  }

  private Map<ProcessFacts, Optional<Suspect>> suspicious(
      Optional<String> program, List<Suspect> suspects) throws ActionException {
    Map<ProcessFacts, Optional<Suspect>> out = new java.util.LinkedHashMap<>();
    for (Suspect s : suspects) {
      boolean meant = program.isEmpty() || program.get().equals(s.process().id().executable());
      if (meant && door.guard().refusal(s.process()).isEmpty()) {
        out.put(s.process(), Optional.of(s));
      }
    }
    if (out.isEmpty() && program.isPresent()) {
      door.needListed(program.get());
    }
    if (out.isEmpty()) {
      throw ProcessDoor.refused("no process is suspicious enough to be stopped");
    }
    ProcessDoor.bounded(List.copyOf(out.keySet()));
    return out;
  }

  @Override
  public Optional<String> drift(Stopping args, ActionContext ctx)
      throws ActionException, InterruptedException {
    return door.drift(ctx);
  }

  @Override
  public ActionResult run(Stopping args, ActionContext ctx)
      throws ActionException, InterruptedException {
    return signals.stop(ProcessDoor.approved(ctx), args.patience());
  }
}
