package nightshift.bot.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import nightshift.bot.rehearsal.Drill;
import nightshift.config.CheckReport;
import nightshift.config.rehearsal.PlaybookTest;
import nightshift.config.rehearsal.PlaybookTests;
import nightshift.config.yaml.Loaded;
import nightshift.config.yaml.Problem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Runs the tests that lie beside the playbooks. */
@Command(
    name = "test",
    description = "run the tests in the folder \"tests\" beside the playbooks",
    footer =
        "Nothing is looked at or touched: probes say what a test gives. So a test shows which"
            + " playbook answers, its target, the diagnosis, the steps with their arguments, and the"
            + " least risk; not what a step would find. Exits 1 when a test fails.")
final class PlaybookTestCommand extends StudyCommand {

  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      description = "only the tests that expect this playbook")
  private @Nullable String name;

  private final InstantSource clock;

  PlaybookTestCommand(Terminal terminal, House house, InstantSource clock) {
    super(terminal, house);
    this.clock = clock;
  }

  @Override
  Exit run(House.Study study) throws InterruptedException {
    Loaded<List<PlaybookTest>> loaded = PlaybookTests.load(study.playbooks(), study.known());
    if (loaded.problems().stream().anyMatch(Problem::isError)) {
      CheckReport.render(loaded.problems())
          .lines()
          .forEach(l -> terminal().err().println(l.isBlank() ? "" : Printing.block(l)));
      return Exit.USAGE;
    }
    List<PlaybookTest> wanted =
        loaded.value().orElse(List.of()).stream()
            .filter(t -> name == null || name.equals(t.expected().playbook()))
            .toList();
    if (wanted.isEmpty()) {
      throw new CommandFailed(
          Exit.NOT_FOUND,
          "testing playbooks: there is no test"
              + (name == null ? "" : " of \"" + name + "\"")
              + " in "
              + study.playbooks().resolve(PlaybookTests.FOLDER));
    }
    return report(new Drill(study.library(), study.history()), wanted);
  }

  private Exit report(Drill drill, List<PlaybookTest> tests) throws InterruptedException {
    List<String> lines = new ArrayList<>();
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    int failed = 0;
    for (PlaybookTest test : tests) {
      List<String> wrong = drill.run(test, clock.instant());
      failed += wrong.isEmpty() ? 0 : 1;
      lines.add(
          (wrong.isEmpty() ? "ok    " : "FAIL  ")
              + test.expected().playbook()
              + ": "
              + test.name());
      if (!wrong.isEmpty()) {
        lines.add("      " + test.file() + ":" + test.line());
        wrong.forEach(w -> lines.add("      " + w));
      }
      ObjectNode one = all.addObject();
      one.put("playbook", test.expected().playbook()).put("name", test.name());
      one.put("file", test.file().toString()).put("line", test.line());
      one.put("passed", wrong.isEmpty());
      ArrayNode differences = one.putArray("differences");
      wrong.forEach(differences::add);
    }
    lines.add("");
    lines.add((tests.size() - failed) + " passed, " + failed + " failed");
    print(JsonNodeFactory.instance.objectNode().put("failed", failed).set("tests", all), lines);
    return failed == 0 ? Exit.OK : Exit.FAILED;
  }
}
