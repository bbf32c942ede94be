package nightshift.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Preview;
import nightshift.engine.action.Reversal;
import nightshift.engine.action.Risk;
import nightshift.engine.alert.Alert;
import nightshift.engine.alert.Category;
import nightshift.engine.alert.Severity;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.plan.PlaybookRef;
import nightshift.engine.plan.Rollback;
import nightshift.engine.plan.Verify;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.playbook.Limits;
import nightshift.engine.playbook.Playbook;
import nightshift.engine.playbook.StepTemplate;
import nightshift.engine.playbook.Template;
import nightshift.engine.port.Probe;

/**
 * A little world for processes that die: each step of its playbook prints a line, which must not
 * happen twice, and a line is never bad.
 */
final class PrintedLines {

  private PrintedLines() {}

  /** A line is missing. */
  static Alert missing(String id, Map<String, Object> details) {
    return new Alert(
        id,
        "test",
        "print-" + id,
        Category.AVAILABILITY,
        Severity.HIGH,
        "A line is missing",
        "",
        new LinkedHashMap<>(),
        new LinkedHashMap<>(details),
        Instant.EPOCH,
        Instant.EPOCH);
  }

  /** Answers every alert with so many lines. */
  static Playbook playbook(Template target, int lines, Duration soon, Autonomy autonomy) {
    StepTemplate step = new StepTemplate("line.print", f -> Map.of(), Optional.empty(), false);
    return new Playbook(
        new PlaybookRef("print", "hash"),
        "",
        a -> Optional.empty(),
        Optional.empty(),
        target,
        Duration.ZERO,
        List.of(),
        90,
        Optional.empty(),
        Collections.nCopies(lines, step),
        new Verify("line.seen", null, null, Duration.ZERO, soon, soon),
        new Limits(Duration.ZERO, 0, soon, 0),
        autonomy,
        Optional.empty(),
        Rollback.NEVER);
  }

  /** Writes a line behind the others, durably: the next moment may be the last. */
  static void append(Path file, String line) {
    try {
      Files.writeString(
          file,
          line + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND,
          StandardOpenOption.SYNC);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines so far, in order. */
  static List<String> of(Path file) throws IOException {
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  /** No arguments. */
  record Nothing() {}

  /**
   * The action.
   *
   * @param timeout of a line
   * @param press prints the line of this step
   */
  record Print(Duration timeout, Consumer<String> press) implements ActionKind<Nothing> {
    @Override
    public String name() {
      return "line.print";
    }

    @Override
    public Class<Nothing> arguments() {
      return Nothing.class;
    }

    @Override
    public Risk floor() {
      return Risk.LOW;
    }

    @Override
    public String targetKind() {
      return "line";
    }

    @Override
    public Duration timeout(Nothing args) {
      return timeout;
    }

    @Override
    public Preview preview(Nothing args, ActionContext ctx) {
      return new Preview(
          "print a line",
          List.of(),
          List.of("line"),
          0,
          Risk.LOW,
          Reversal.none("ink"),
          Duration.ZERO);
    }

    @Override
    public ActionResult run(Nothing args, ActionContext ctx) {
      press.accept(ctx.reference());
      return ActionResult.done("printed");
    }
  }

  /**
   * The look.
   *
   * @param clock the time of the look
   */
  record Seen(InstantSource clock) implements Probe {
    @Override
    public String name() {
      return "line.seen";
    }

    @Override
    public Reading read(Target target) {
      return new Reading(
          name(), target, true, null, Map.of(), Map.of(), List.of("seen"), clock.instant());
    }
  }
}
