package nightshift.bot.bench;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import nightshift.engine.plan.Plan;
import nightshift.engine.policy.Vote;
import nightshift.engine.port.ChatInbox;
import nightshift.engine.port.Pacer;

/** Four measurements of an engine in this process, on a real ledger in a folder of its own. */
public final class Bench {

  private static final int WARM_UP = 40;
  private static final int BACKLOG = 10_000;

  private final BenchWorld world;

  private Bench(BenchWorld world) {
    this.world = world;
  }

  /**
   * How much to measure.
   *
   * @param samples of the two latencies, one after the other
   * @param presses of buttons in Discord, one after the other
   * @param rate alerts a second in the intake measurement
   * @param seconds how long that goes on
   */
  public record Size(int samples, int presses, int rate, int seconds) {}

  /**
   * What was found. Latencies are in milliseconds.
   *
   * @param toCard from the acceptance of an alert to its card on a chat platform
   * @param toStep from the press of Approve to the begin of the first step
   * @param toAcknowledgement from a press in Discord to the moment when Discord hears of it
   * @param late presses that Discord would not have waited for
   * @param accept of one alert, at the stated rate
   * @param rate alerts that were accepted per second, measured
   * @param backlog alerts without a plan when the last one was accepted
   * @param worstBacklog the most that were seen waiting
   */
  public record Report(
      Quantiles toCard,
      Quantiles toStep,
      Quantiles toAcknowledgement,
      int late,
      Quantiles accept,
      double rate,
      int backlog,
      int worstBacklog) {}

  /**
   * Measures.
   *
   * @param folder an empty folder; the ledger stays there
   */
  public static Report run(Path folder, Size size, InstantSource clock, Pacer pacer)
      throws InterruptedException {
    List<Double> toCard = new ArrayList<>();
    List<Double> toStep = new ArrayList<>();
    Intake intake = engine(folder, size, clock, pacer, toCard, toStep);
    // Last, because what it leaves in the heap and in the compiler slowed down what came after it.
    List<Double> acknowledged =
        PressBench.run(folder.resolve("presses.db"), size.presses(), clock, pacer);
    return new Report(
        Quantiles.of(toCard),
        Quantiles.of(toStep),
        Quantiles.of(acknowledged),
        PressBench.late(acknowledged),
        intake.accept(),
        intake.rate(),
        intake.backlog(),
        intake.worst());
  }

  private record Intake(Quantiles accept, double rate, int backlog, int worst) {}

  private static Intake engine(
      Path folder,
      Size size,
      InstantSource clock,
      Pacer pacer,
      List<Double> toCard,
      List<Double> toStep)
      throws InterruptedException {
    Stopwatches stopwatches = new Stopwatches();
    Path database = folder.resolve("nightshift.db");
    try (BenchWorld world =
        new BenchWorld(
            database, clock, pacer, stopwatches, 1, (l, d) -> new BenchRoom(stopwatches))) {
      Bench bench = new Bench(world);
      bench.journeys("warm-up", WARM_UP, new ArrayList<>(), new ArrayList<>());
      bench.journeys("measured", size.samples(), toCard, toStep);
      return bench.intake(size);
    }
  }

  private void journeys(String name, int count, List<Double> toCard, List<Double> toStep)
      throws InterruptedException {
    for (int i = 0; i < count; i++) {
      String target = name + "-" + i;
      world.alert(target);
      long accepted = System.nanoTime();
      Plan plan = world.waiting(target);
      long card = world.stopwatches().await("card", String.valueOf(plan.id().number()));
      toCard.add(millis(card - accepted));
      long pressed = System.nanoTime();
      press(plan);
      toStep.add(millis(world.stopwatches().await("step", target) - pressed));
    }
  }

  private void press(Plan plan) {
    ChatInbox.Receipt receipt =
        world
            .engine()
            .inbox()
            .decide(
                plan.id(),
                plan.draft().revision(),
                plan.draft().digest(),
                Vote.Choice.APPROVE,
                BenchWorld.voter(),
                UUID.randomUUID().toString(),
                "");
    if (receipt.verdict() != ChatInbox.Verdict.ACCEPTED) {
      throw new IllegalStateException("approving " + plan.id() + ": " + receipt.message());
    }
  }

  private Intake intake(Size size) {
    int count = size.rate() * size.seconds();
    Queue<Double> accept = new ConcurrentLinkedQueue<>();
    long begun = System.nanoTime();
    int worst = 0;
    try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < count; i++) {
        // An open loop: when one is late, the next ones are not put off.
        String target = "intake-" + i;
        long due = begun + i * TimeUnit.SECONDS.toNanos(1) / size.rate();
        while (System.nanoTime() < due) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        senders.execute(() -> {
          world.alert(target);
          accept.add(millis(System.nanoTime() - due));
        });
        worst = i % size.rate() == 0 ? Math.max(worst, backlog()) : worst;
      }
    }
    double took = (System.nanoTime() - begun) / 1e9;
    int backlog = backlog();
    return new Intake(
        Quantiles.of(List.copyOf(accept)), count / took, backlog, Math.max(worst, backlog));
  }

  private int backlog() {
    return world.ledger().read(v -> v.unplanned(BACKLOG).size());
  }

  private static double millis(long nanos) {
    return nanos / 1e6;
  }
}
