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

  private static final int INDENT = 11;

  /** 0 for a plan, 3 without one, 8 when it would be refused. */
  Exit exit() {
    if (outcome.drawn().isEmpty()) {
      return Exit.NOT_FOUND;
    }
    return outcome.drawn().get().first() instanceof PlanEvent.Blocked ? Exit.REFUSED : Exit.OK;
  }

  /**
   * For people.
   *
   * @param all the guards that let the plan pass too, not only how many they are
   */
  List<String> lines(boolean all) {
    List<String> out = new ArrayList<>();
    String from = " (" + alert.source() + ", " + alert.severity().word() + ")";
    said(out, "alert", alert.title() + from);
    said(out, "playbook", outcome.chosen().orElse("none"));
    boolean found = false;
    for (Tried t : outcome.tried()) {
      if (t.mismatch().isPresent() || found) {
        String why = t.mismatch().orElse("it matches too, but comes later");
        out.addAll(Printing.wrap("  not " + Printing.line(t.name()) + ": ", why, INDENT));
      }
      found |= t.mismatch().isEmpty();
    }
    outcome.ended().ifPresent(why -> said(out, "no plan", why));
    outcome.drawn().ifPresent(d -> drawn(out, d, all));
    return out;
  }

  private static void said(List<String> out, String name, String text) {
    out.addAll(Printing.wrap("%-11s".formatted(name), text, INDENT));
  }

  private void drawn(List<String> out, Drawn d, boolean all) {
    Plan.Draft draft = d.draft();
    said(out, "target", draft.target().toString());
    said(out, "diagnosis", draft.diagnosis().cause() + ": " + draft.diagnosis().summary());
    for (Step s : draft.steps()) {
      String risk = " (" + s.kind() + ", " + s.risk().word() + " risk)";
      said(out, "step " + s.index(), s.sentence() + risk);
      said(out, "", Sentences.reversal(s.reversal()));
    }
    d.refusals().forEach(r -> said(out, "step", "refused: " + r));
    said(out, "risk", draft.risk().word() + ", confidence " + draft.confidence() + " %");
    said(out, "verified", "by " + draft.verify().shown());
    guards(out, d.guards(), all);
    said(out, "safety", safety(d));
    said(
        out,
        "waits",
        outcome.waits().isEmpty() ? "for nothing" : String.join("; ", outcome.waits()));
    said(out, "asks", draft.asks() ? "yes: " + draft.asksBecause() : "no");
    said(out, "approval", draft.approval().shown());
    said(out, "so it", becomes(d));
  }

  private static void guards(List<String> out, List<Verdict> guards, boolean all) {
    List<Verdict> shown =
        guards.stream().filter(v -> all || v.kind() != Verdict.Kind.PASSES).toList();
    int others = guards.size() - shown.size();
    said(out, "guards", guards.size() + ", in the order in which they are asked");
    shown.forEach(
        v -> out.addAll(Printing.wrap("  %-8s ".formatted(v.kind().word()), v.line(), INDENT)));
    if (others > 0) {
      out.add("  " + (shown.isEmpty() ? "" : "and ") + others + " that pass (--all lists them)");
    }
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
