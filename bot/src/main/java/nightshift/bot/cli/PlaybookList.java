package nightshift.bot.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.Durations;
import nightshift.engine.action.Risk;
import nightshift.engine.playbook.Playbook;
import nightshift.engine.playbook.StepTemplate;
import nightshift.engine.work.Library;
import picocli.CommandLine.Command;

/** Lists the playbooks in the order in which they are tried. */
@Command(name = "list", description = "list the playbooks in the order in which they are tried")
final class PlaybookList extends StudyCommand {

  PlaybookList(Terminal terminal, House house) {
    super(terminal, house);
  }

  @Override
  Exit run(House.Study study) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    Table table = new Table("PLAYBOOK", "AUTONOMY", "RISK", "WHAT");
    for (Playbook p : study.library().playbooks()) {
      Risk risk = floor(study.library(), p);
      all.add(json(p, risk));
      table.row(p.ref().name(), p.autonomy().word(), "≥ " + risk.word(), p.description());
    }
    print(
        JsonNodeFactory.instance.objectNode().set("playbooks", all),
        all.isEmpty() ? List.of("there is no playbook in " + study.playbooks()) : table.lines());
    return Exit.OK;
  }

  private static Risk floor(Library library, Playbook p) {
    return p.steps().stream()
        .flatMap(s -> library.catalogue().find(s.kind()).stream())
        .map(ActionKind::floor)
        .reduce(p.risk().orElse(Risk.LOW), Risk::atLeast);
  }

  private static ObjectNode json(Playbook p, Risk risk) {
    ObjectNode out =
        JsonNodeFactory.instance
            .objectNode()
            .put("name", p.ref().name())
            .put("hash", p.ref().hash())
            .put("description", p.description())
            .put("autonomy", p.autonomy().word())
            .put("leastRisk", risk.word())
            .put("confidence", p.confidence())
            .put("for", Durations.shown(p.persist()))
            .put("verify", p.verify().shown())
            .put("cooldown", Durations.shown(p.limits().cooldown()));
    ArrayNode steps = out.putArray("steps");
    p.steps().stream().map(StepTemplate::kind).forEach(steps::add);
    ArrayNode probes = out.putArray("diagnose");
    p.diagnose().forEach(probes::add);
    return out;
  }
}
