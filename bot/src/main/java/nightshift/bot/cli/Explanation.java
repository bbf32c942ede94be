package nightshift.bot.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import nightshift.engine.alert.Alert;
import nightshift.engine.card.Sentences;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanEvent;
import nightshift.engine.plan.Step;
import nightshift.engine.policy.Verdict;
import nightshift.engine.work.Rehearsal.Drawn;
import nightshift.engine.work.Rehearsal.Outcome;
import nightshift.engine.work.Rehearsal.Tried;

/** What came of a rehearsal, for people and for programs. */
record Explanation(Alert alert, Outcome outcome) {

  /** 0 for a plan, 3 without one, 8 when it would be refused. */
  Exit exit() {
    if (outcome.drawn().isEmpty()) {
      return Exit.NOT_FOUND;
    }
    return outcome.drawn().get().first() instanceof PlanEvent.Blocked ? Exit.REFUSED : Exit.OK;
  }

  List<String> lines() {
    List<String> out = new ArrayList<>();
    out.add(
        "alert      "
            + alert.title()
            + " ("
            + alert.source()
            + ", "
            + alert.severity().word()
            + ")");
    out.add("playbook   " + outcome.chosen().orElse("none"));
    boolean found = false;
    for (Tried t : outcome.tried()) {
      if (t.mismatch().isPresent() || found) {
        out.add(
            "  not " + t.name() + ": " + t.mismatch().orElse("it matches too, but comes later"));
      }
      found |= t.mismatch().isEmpty();
    }
    outcome.ended().ifPresent(why -> out.add("no plan    " + why));
    outcome.drawn().ifPresent(d -> drawn(out, d));
    return out;
  }

  private void drawn(List<String> out, Drawn d) {
    Plan.Draft draft = d.draft();
    out.add("target     " + draft.target());
    out.add("diagnosis  " + draft.diagnosis().cause() + ": " + draft.diagnosis().summary());
    for (Step s : draft.steps()) {
      out.add(
          "step "
              + s.index()
              + "     "
              + s.sentence()
              + " ("
              + s.kind()
              + ", "
              + s.risk().word()
              + " risk)");
      out.add("           " + Sentences.reversal(s.reversal()));
    }
    d.refusals().forEach(r -> out.add("step       refused: " + r));
    out.add("risk       " + draft.risk().word() + ", confidence " + draft.confidence() + " %");
    out.add("verified   by " + draft.verify().shown());
    out.add("guards     " + d.guards().size() + ", in the order in which they are asked");
    d.guards().forEach(v -> out.add("  %-8s ".formatted(v.kind().word()) + v.line()));
    out.add("safety     " + safety(d));
    out.add(
        "waits      "
            + (outcome.waits().isEmpty() ? "for nothing" : String.join("; ", outcome.waits())));
    out.add("asks       " + (draft.asks() ? "yes: " + draft.asksBecause() : "no"));
    out.add("approval   " + draft.approval().shown());
    out.add("so it      " + becomes(d));
  }

  private static String safety(Drawn d) {
    return d.first() instanceof PlanEvent.Blocked b
        ? "refuses: " + b.note()
        : "nothing speaks against it";
  }

  private static String becomes(Drawn d) {
    return switch (d.first()) {
      case PlanEvent.Blocked _ -> "would be blocked";
      case PlanEvent.Shadowed _ ->
          "would be written down and not run: the playbook is in shadow mode";
      case PlanEvent.Approved _ -> "would run without being asked";
      default ->
          d.draft().asks()
              ? "would wait for approval"
              : "would announce itself, and run unless somebody cancels it in time";
    };
  }

  ObjectNode json() {
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    out.put("title", alert.title()).put("source", alert.source());
    out.put("playbook", outcome.chosen().orElse(null));
    ArrayNode tried = out.putArray("tried");
    for (Tried t : outcome.tried()) {
      tried.addObject().put("playbook", t.name()).put("mismatch", t.mismatch().orElse(null));
    }
    out.put("noPlan", outcome.ended().orElse(null));
    ArrayNode waits = out.putArray("waits");
    outcome.waits().forEach(waits::add);
    outcome.drawn().ifPresent(d -> out.set("plan", plan(d)));
    return out;
  }

  private static ObjectNode plan(Drawn d) {
    Plan.Draft draft = d.draft();
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    out.put("target", draft.target().toString());
    out.put("cause", draft.diagnosis().cause()).put("diagnosis", draft.diagnosis().summary());
    ArrayNode steps = out.putArray("steps");
    for (Step s : draft.steps()) {
      ObjectNode one = steps.addObject().put("kind", s.kind()).put("sentence", s.sentence());
      one.put("risk", s.risk().word()).put("undoable", s.reversal().possible());
      one.put("objects", s.manifest().count());
    }
    ArrayNode refusals = out.putArray("refusedSteps");
    d.refusals().forEach(refusals::add);
    out.put("risk", draft.risk().word()).put("confidence", draft.confidence());
    out.put("verify", draft.verify().shown());
    out.put("refused", d.first() instanceof PlanEvent.Blocked b ? b.note() : null);
    ArrayNode guards = out.putArray("guards");
    for (Verdict v : d.guards()) {
      ObjectNode one = guards.addObject().put("guard", v.guard()).put("verdict", v.kind().word());
      one.put("why", v.why()).put("until", v.until() == null ? null : String.valueOf(v.until()));
    }
    out.put("asks", draft.asks()).put("asksBecause", draft.asksBecause());
    return out.put("approvers", draft.approval().shown()).put("becomes", becomes(d));
  }
}
