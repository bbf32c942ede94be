package nightshift.bot.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import nightshift.engine.port.LedgerView.ChainReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Recomputes every hash of the event log, through the server or on the file itself. */
@Command(
    name = "verify",
    description = "recompute every hash of the event log",
    footer = "Exits 7 when an event does not fit, and names the first one.")
final class AuditVerify extends ServerCommand {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "look at the ledger in this data folder, without a server")
  private @Nullable Path data;

  private final OfflineLedger offline;

  AuditVerify(Terminal terminal, OfflineLedger offline) {
    super(terminal);
    this.offline = offline;
  }

  @Override
  Exit run(Api api) {
    JsonNode report =
        data == null ? api.get(Plans.ROOT + "audit/verify") : json(offline.verify(data));
    boolean intact = report.path("firstBad").isNull() || report.path("firstBad").isMissingNode();
    String events = Printing.text(report, "events");
    print(
        report,
        intact
            ? List.of("the event log is intact: " + events + " events, every hash fits")
            : List.of(
                "the event log is broken at event " + Printing.text(report, "firstBad") + ":",
                "  " + Printing.text(report, "problem")));
    return intact ? Exit.OK : Exit.CHAIN_BROKEN;
  }

  private static ObjectNode json(ChainReport report) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("intact", report.intact())
        .put("events", report.events())
        .put("firstBad", report.firstBad())
        .put("problem", report.problem());
  }
}
