package nightshift.bot.chat.web;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Preview;
import nightshift.engine.action.Risk;

/** A harmless action of the stage: says what it is told, and counts how often it was done. */
final class Prop implements ActionKind<Prop.Args> {

  /**
   * What the playbook gives it.
   *
   * @param note shown among the arguments
   */
  record Args(String note) {}

  private final String name;
  private final Preview preview;
  private final AtomicInteger runs = new AtomicInteger();
  private final AtomicInteger undos = new AtomicInteger();
  private volatile CountDownLatch curtain = new CountDownLatch(0);

  Prop(String name, Preview preview) {
    this.name = name;
    this.preview = preview;
  }

  int runs() {
    return runs.get();
  }

  int undos() {
    return undos.get();
  }

  /** The next run stays under way until the latch is counted down. */
  CountDownLatch hold() {
    curtain = new CountDownLatch(1);
    return curtain;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Class<Args> arguments() {
    return Args.class;
  }

  @Override
  public Risk floor() {
    return preview.risk();
  }

  @Override
  public String targetKind() {
    return "*";
  }

  @Override
  public Duration timeout(Args args) {
    return Duration.ofSeconds(30);
  }

  @Override
  public Preview preview(Args args, ActionContext ctx) {
    return preview;
  }

  @Override
  public ActionResult run(Args args, ActionContext ctx)
      throws ActionException, InterruptedException {
    if (!curtain.await(20, TimeUnit.SECONDS)) {
      throw new IllegalStateException("a test forgot to lift the curtain");
    }
    runs.incrementAndGet();
    return new ActionResult(true, "done: " + preview.sentence(), "all is well\n", 0);
  }

  @Override
  public ActionResult undo(Args args, String captured, ActionContext ctx) {
    undos.incrementAndGet();
    return ActionResult.done("put back");
  }

  @Override
  public Preview previewUndo(Args args, String captured, ActionContext ctx) {
    return new Preview(
        "put back: " + preview.sentence(),
        java.util.List.of(),
        preview.objects(),
        preview.bytes(),
        Risk.LOW,
        nightshift.engine.action.Reversal.none("it is an undo itself"),
        preview.estimated());
  }
}
