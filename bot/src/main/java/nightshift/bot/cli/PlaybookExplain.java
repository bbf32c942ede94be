package nightshift.bot.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import nightshift.bot.http.Json;
import nightshift.bot.http.Problem;
import nightshift.bot.rehearsal.Stage;
import nightshift.bot.source.alertmanager.WebhookReader;
import nightshift.bot.source.api.AlertReader;
import nightshift.engine.alert.Alert;
import nightshift.engine.alert.Signal;
import nightshift.engine.work.Rehearsal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what an alert would lead to, and why. */
@Command(
    name = "explain",
    description = "say what the alert in a file would lead to, and why",
    footer =
        "Probes are read and steps previewed as for a plan, which only looks; nothing is touched,"
            + " no plan is made, and no server is asked. What happened before is not known here, so"
            + " the brakes that count (cooldown, rate, breaker, storm) are shown as if it were the"
            + " first time. Exits 3 when no playbook matches, 8 when the plan would be refused.")
final class PlaybookExplain extends StudyCommand {

  private static final int LARGEST = 256 << 10;

  @Parameters(
      paramLabel = "ALERT_FILE",
      description = "JSON as \"alert send\" takes it; - reads standard input")
  private String file = "";

  @Option(names = "--all", description = "list the guards too that let the plan pass")
  private boolean all;

  private final InstantSource clock;

  PlaybookExplain(Terminal terminal, House house, InstantSource clock) {
    super(terminal, house);
    this.clock = clock;
  }

  @Override
  Exit run(House.Study study) throws InterruptedException {
    Instant now = clock.instant();
    List<String> lines = new ArrayList<>();
    ArrayNode alerts = JsonNodeFactory.instance.arrayNode();
    Exit worst = Exit.OK;
    for (Alert alert : firing(now)) {
      Rehearsal.Outcome outcome =
          Stage.rehearse(
              study.history(), view -> Rehearsal.looking(study.library(), view), alert, now);
      Explanation explanation = new Explanation(alert, outcome);
      if (!lines.isEmpty()) {
        lines.add("");
      }
      lines.addAll(explanation.lines(all));
      alerts.add(explanation.json());
      worst = explanation.exit() == Exit.OK ? worst : explanation.exit();
    }
    print(JsonNodeFactory.instance.objectNode().set("alerts", alerts), lines);
    return worst;
  }

  private List<Alert> firing(Instant now) {
    try (InputStream in =
        file.equals("-") ? terminal().in() : Files.newInputStream(Path.of(file))) {
      byte[] body = in.readNBytes(LARGEST + 1);
      if (body.length > LARGEST) {
        throw new CommandFailed(Exit.USAGE, "reading alerts from " + file + ": more than 256 KiB");
      }
      List<Alert> alerts = firing(body, now);
      if (alerts.isEmpty()) {
        throw new CommandFailed(Exit.USAGE, "reading alerts from " + file + ": none is firing");
      }
      return alerts;
    } catch (Problem wrong) {
      throw new CommandFailed(
          Exit.USAGE, "reading alerts from " + file + ": " + wrong.getMessage());
    } catch (IOException | InvalidPathException unreadable) {
      throw new CommandFailed(
          Exit.NOT_FOUND, "reading alerts from " + file + ": check that the file can be read");
    }
  }

  private static List<Alert> firing(byte[] body, Instant now) {
    List<Signal> signals =
        Json.read(body).path("alerts").isArray()
            ? WebhookReader.read(body, now).signals()
            : AlertReader.read(body, now);
    return signals.stream()
        .flatMap(s -> s instanceof Signal.Firing f ? Stream.of(f.alert()) : Stream.empty())
        .toList();
  }
}
