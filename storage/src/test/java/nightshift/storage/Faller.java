package nightshift.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.function.Function;
import nightshift.engine.action.ActionResult;
import nightshift.engine.contract.Samples;
import nightshift.engine.plan.Claim;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanEvent;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlanState;
import nightshift.engine.plan.StepKey;
import nightshift.engine.plan.StepPermit;
import nightshift.engine.plan.StepRun;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerTx;

/**
 * Executes plan #1, whose effects are lines in a file, and drops dead at a given point: within and
 * after each transaction and after each effect; before one is after the one before it. Arguments:
 * ledger, effects, point (0: never).
 */
final class Faller {

  private final Ledger ledger;
  private final Path effects;
  private final int fatal;
  private int point;

  Faller(Ledger ledger, Path effects, int fatal) {
    this.ledger = ledger;
    this.effects = effects;
    this.fatal = fatal;
  }

  public static void main(String[] args) {
    try (Ledger ledger = SqliteLedger.open(Path.of(args[0]), InstantSource.system())) {
      Faller faller = new Faller(ledger, Path.of(args[1]), Integer.parseInt(args[2]));
      faller.execute("first");
      System.out.println(faller.point);
    }
  }

  private void maybeDie() {
    if (++point == fatal) {
      Runtime.getRuntime().halt(9);
    }
  }

  private <T> T write(Function<LedgerTx, T> work) {
    T result =
        ledger.write(tx -> {
          T inside = work.apply(tx);
          maybeDie();
          return inside;
        });
    maybeDie();
    return result;
  }

  /** Takes the plan, or takes it over, and goes through its steps. */
  void execute(String owner) {
    PlanId id = new PlanId(1);
    Claim claim =
        write(tx -> tx.claim(id, owner, Samples.T0, Samples.after(60)))
            .or(() -> write(tx -> tx.takeOver(id, owner, Samples.T0, Samples.after(60), true)))
            .orElseThrow();
    for (int i = 1; i <= 3; i++) {
      step(claim, new StepKey(id, StepKey.Phase.EXECUTE, i));
    }
    Plan plan = ledger.read(v -> v.plan(id)).orElseThrow();
    if (plan.state() == PlanState.EXECUTING) {
      write(tx -> tx.apply(plan, new PlanEvent.StepsDone(Samples.T0, ""), owner));
    }
    write(tx -> {
      tx.release(claim);
      return true;
    });
  }

  private void step(Claim claim, StepKey step) {
    if (write(tx -> tx.beginStep(claim, step, "", Samples.T0)) != StepPermit.GRANTED) {
      return;
    }
    effect(step);
    maybeDie();
    write(tx -> {
      ActionResult done = ActionResult.done("written");
      tx.endStep(claim, step, StepRun.Status.DONE, done, Samples.T0);
      return true;
    });
  }

  private void effect(StepKey step) {
    try {
      Files.writeString(
          effects, step.reference() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
