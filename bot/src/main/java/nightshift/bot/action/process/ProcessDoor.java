package nightshift.bot.action.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightshift.bot.host.proc.CpuSample;
import nightshift.bot.host.proc.ProcFs;
import nightshift.bot.host.proc.ProcessFacts;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
import nightshift.engine.diagnosis.Target;

/**
 * What every action on processes goes through: it chooses only what is allowed, and for a deed it
 * hands out only the very processes that were approved.
 */
final class ProcessDoor {

  /** Most processes that one step touches. */
  static final int MOST = 20;

  private final Looks looks;
  private final Guard guard;
  private final Suspicions suspicions;

  ProcessDoor(Looks looks, Guard guard, Suspicions suspicions) {
    this.looks = looks;
    this.guard = guard;
    this.suspicions = suspicions;
  }

  ProcFs proc() {
    return looks.proc;
  }

  Guard guard() {
    return guard;
  }

  Suspicions suspicions() {
    return suspicions;
  }

  /** One look at all processes and what they use. */
  CpuSample sample(Target target) throws ActionException, InterruptedException {
    Optional<String> refusal = Here.refusal(target);
    if (refusal.isPresent()) {
      throw refused("looking for processes of " + target + ": " + refusal.get());
    }
    try {
      return looks.sample();
    } catch (IOException e) {
      throw refused("looking for processes of " + target + ": " + e.getMessage());
    }
  }

  /** The program that a target or an argument names; empty when neither does. */
  static Optional<String> program(Target target, Optional<String> argument) throws ActionException {
    if (!target.kind().equals(Here.PROCESS)) {
      return argument;
    }
    if (argument.isPresent() && !argument.get().equals(target.name())) {
      throw refused(
          "the target is %s, and \"executable\" says %s: they must be the same"
              .formatted(target, argument.get()));
    }
    return Optional.of(target.name());
  }

  /** Every process that runs exactly this program and may be touched; says why when none may. */
  List<ProcessFacts> running(CpuSample sample, String program) throws ActionException {
    List<ProcessFacts> all =
        sample.all().stream()
            .filter(p -> p.id().executable().equals(program) && !p.ended())
            .toList();
    if (all.isEmpty()) {
      throw refused("no process runs " + ApprovedProcess.written(program));
    }
    List<ProcessFacts> free = new ArrayList<>();
    String why = "";
    for (ProcessFacts p : all) {
      Optional<String> refusal = guard.refusal(p).or(() -> guard.contained(p));
      if (refusal.isEmpty()) {
        free.add(p);
      }
      why = refusal.orElse(why);
    }
    if (free.isEmpty()) {
      throw refused(why);
    }
    return bounded(free);
  }

  /** The same processes, unless they are too many for one step. */
  static List<ProcessFacts> bounded(List<ProcessFacts> all) throws ActionException {
    if (all.size() > MOST) {
      throw refused(
          "%d processes would be touched; one step touches %d at most".formatted(all.size(), MOST));
    }
    return all.stream().sorted(java.util.Comparator.comparingInt(ProcessFacts::pid)).toList();
  }

  /** Refuses programs that the operator did not list. */
  void needListed(String program) throws ActionException {
    if (!guard.lists(program)) {
      String listed = String.join(", ", guard.listed());
      throw refused(
          "%s is not listed under processes.allow (%s)"
              .formatted(
                  ApprovedProcess.written(program),
                  listed.isEmpty() ? "nothing is" : "listed: " + listed));
    }
  }

  /** What was approved, in the order of the manifest. */
  static List<ApprovedProcess> approved(ActionContext ctx) throws ActionException {
    List<ApprovedProcess> out = new ArrayList<>();
    for (String line : ctx.objects()) {
      ApprovedProcess.read(line).ifPresent(out::add);
    }
    if (out.isEmpty()) {
      throw refused("no process of " + ctx.target() + " was approved; nothing was touched");
    }
    return out;
  }

  /**
   * The process, if it is still the one that was approved and may still be touched; asked again
   * right before every deed.
   */
  Optional<ProcessFacts> still(ApprovedProcess a) throws ActionException {
    Optional<ProcessFacts> now = looks.proc.find(a.pid()).filter(a::is);
    if (now.isPresent()) {
      Optional<String> refusal = guard.refusal(now.get());
      if (refusal.isPresent()) {
        throw refused(refusal.get() + "; it was left alone");
      }
      if (!a.suspect()) {
        needListed(now.get().id().executable());
      }
    }
    return now;
  }

  /**
   * Says how the world makes the approval void: none of the approved processes is left, and others
   * run the same program.
   */
  Optional<String> drift(ActionContext ctx) throws ActionException, InterruptedException {
    List<ApprovedProcess> approved = approved(ctx);
    for (ApprovedProcess a : approved) {
      if (still(a).isPresent()) {
        return Optional.empty();
      }
    }
    try {
      for (ProcessFacts p : looks.proc.all().seen()) {
        String program = ApprovedProcess.written(p.id().executable());
        for (ApprovedProcess a : approved) {
          if (a.program().equals(program) && !p.ended()) {
            return Optional.of(
                "%s was started again: %s was approved, pid %d is there now"
                    .formatted(program, a.shown(), p.pid()));
          }
        }
      }
    } catch (IOException e) {
      throw refused("looking for processes of " + ctx.target() + ": " + e.getMessage());
    }
    return Optional.empty();
  }

  static ActionException refused(String why) {
    return new ActionException(Effect.NONE, why);
  }
}
