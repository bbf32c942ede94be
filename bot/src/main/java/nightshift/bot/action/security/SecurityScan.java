package nightshift.bot.action.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightshift.bot.action.security.Check.Found;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Nearest;
import nightshift.engine.action.Preview;
import nightshift.engine.action.Reversal;
import nightshift.engine.action.Risk;

/**
 * {@code security.scan}: looks for what does not belong on this machine and writes a report. It
 * changes nothing else.
 */
final class SecurityScan implements ActionKind<SecurityScan.Scan> {

  private final List<Check> checks;
  private final Path reports;

  /**
   * @param reports the folder that gets one file for each scan
   */
  SecurityScan(List<Check> checks, Path reports) {
    this.checks = List.copyOf(checks);
    this.reports = reports;
  }

  /**
   * Arguments.
   *
   * @param checks which; all that can be done here unless set
   */
  record Scan(Optional<List<String>> checks) {}

  @Override
  public String name() {
    return "security.scan";
  }

  @Override
  public Class<Scan> arguments() {
    return Scan.class;
  }

  @Override
  public Risk floor() {
    return Risk.LOW;
  }

  @Override
  public String targetKind() {
    return "security";
  }

  @Override
  public Duration timeout(Scan args) {
    return Duration.ofMinutes(40);
  }

  @Override
  public Preview preview(Scan args, ActionContext ctx) throws ActionException {
    List<Check> chosen = new ArrayList<>();
    List<String> details = new ArrayList<>();
    for (Check c : wanted(args, ctx)) {
      Optional<String> missing = c.missing();
      if (missing.isPresent() && args.checks().isPresent()) {
        throw refused("scanning " + ctx.target() + " for " + c.name() + ": " + missing.get());
      }
      if (missing.isEmpty()) {
        chosen.add(c);
      }
      details.add(missing.map(m -> c.name() + ": left out, " + m).orElseGet(c::object));
    }
    if (chosen.isEmpty()) {
      throw refused("scanning " + ctx.target() + ": none of the checks can be done here");
    }
    return new Preview(
        "look for what does not belong on this machine and write a report",
        details,
        chosen.stream().map(Check::object).distinct().toList(),
        0,
        floor(),
        Reversal.none("it only looks; the report stays"),
        Duration.ofMinutes(1));
  }

  private List<Check> wanted(Scan args, ActionContext ctx) throws ActionException {
    if (!ctx.target().toString().equals("security:local")) {
      throw refused("scanning " + ctx.target() + ": only this machine is scanned, security:local");
    }
    List<String> known = checks.stream().map(Check::name).distinct().toList();
    for (String word : args.checks().orElse(List.of())) {
      if (!known.contains(word)) {
        throw refused("there is no check \"" + word + "\"" + Nearest.hint(word, known));
      }
    }
    return checks.stream()
        .filter(c -> args.checks().map(all -> all.contains(c.name())).orElse(true))
        .toList();
  }

  @Override
  public ActionResult run(Scan args, ActionContext ctx)
      throws ActionException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    List<Check> approved =
        wanted(args, ctx).stream().filter(c -> ctx.objects().contains(c.object())).toList();
    if (approved.isEmpty()) {
      throw refused("none of what was approved to be scanned is there as it was; nothing was done");
    }
    StringBuilder text =
        new StringBuilder("Security scan " + ctx.reference() + ", " + ctx.now() + "\n");
    int findings = 0;
    List<String> partial = new ArrayList<>();
    for (Check c : approved) {
      Found found = c.look();
      findings += found.findings().size();
      if (!found.complete()) {
        partial.add(c.name());
      }
      text.append("\n").append(c.object()).append("\n");
      found.findings().forEach(f -> text.append("  ! ").append(f).append("\n"));
      found.remarks().forEach(r -> text.append("  - ").append(r).append("\n"));
    }
    Path file = keep(ctx.reference(), text.toString());
    return new ActionResult(
        true,
        "%d findings of %d checks%s; the whole report is in %s"
            .formatted(
                findings,
                approved.size(),
                partial.isEmpty() ? "" : ", not complete: " + String.join(", ", partial),
                file),
        text.toString(),
        null);
  }

  private Path keep(String reference, String text) throws ActionException {
    Path file = reports.resolve("security-" + reference.replaceAll("[^A-Za-z0-9-]", "_") + ".txt");
    try {
      Files.createDirectories(
          reports,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Files.writeString(file, text);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      return file;
    } catch (IOException e) {
      throw refused("writing the report " + file + ": " + e.getMessage());
    }
  }

  private static ActionException refused(String why) {
    return new ActionException(Effect.NONE, why);
  }
}
