package nightshift.bot.rehearsal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.config.rehearsal.PlaybookTest;
import nightshift.config.rehearsal.PlaybookTest.Expected;
import nightshift.config.rehearsal.PlaybookTest.ExpectedStep;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.Arguments;
import nightshift.engine.action.BadArguments;
import nightshift.engine.action.Catalogue;
import nightshift.engine.plan.PlanEvent;
import nightshift.engine.plan.Step;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.Probe;
import nightshift.engine.port.Probes;
import nightshift.engine.work.Library;
import nightshift.engine.work.Rehearsal;

/** Runs tests of playbooks. Probes say what the test gives; no step looks at anything. */
public final class Drill {

  private final Library library;
  private final Ledger history;

  /**
   * @param history in which nothing happened, so that no brake holds
   */
  public Drill(Library library, Ledger history) {
    this.library = library;
    this.history = history;
  }

  /** What is not as the test expects, a line each; empty when it passes. */
  public List<String> run(PlaybookTest test, Instant now) throws InterruptedException {
    List<Probe> given = new ArrayList<>();
    for (String name : library.probes().names()) {
      given.add(new GivenProbe(name, Optional.ofNullable(test.readings().get(name))));
    }
    Library drilled = library.seeing(new Probes(given));
    return differences(
        test.expected(),
        Stage.rehearse(history, view -> Rehearsal.imagined(drilled, view), test.alert(), now));
  }

  private List<String> differences(Expected expected, Rehearsal.Outcome outcome) {
    List<String> out = new ArrayList<>();
    String chosen = outcome.chosen().orElse(Expected.NONE);
    if (!chosen.equals(expected.playbook())) {
      out.add(
          "playbook: expected " + expected.playbook() + ", but " + why(chosen, expected, outcome));
      return out;
    }
    if (outcome.drawn().isEmpty()) {
      if (!chosen.equals(Expected.NONE)) {
        out.add("no plan: " + outcome.ended().orElse(""));
      }
      return out;
    }
    Rehearsal.Drawn drawn = outcome.drawn().get();
    differ(out, "target", expected.target(), drawn.draft().target().toString());
    differ(out, "cause", expected.cause(), drawn.draft().diagnosis().cause());
    expected.steps().ifPresent(s -> steps(out, s, drawn.draft().steps()));
    differ(out, "risk", expected.risk().map(r -> r.word()), drawn.draft().risk().word());
    differ(out, "asks", expected.asks().map(String::valueOf), String.valueOf(drawn.draft().asks()));
    refused(out, expected, drawn);
    return out;
  }

  private static String why(String chosen, Expected expected, Rehearsal.Outcome outcome) {
    String other = chosen.equals(Expected.NONE) ? "no playbook matches" : chosen + " answers";
    return outcome.tried().stream()
        .filter(t -> t.name().equals(expected.playbook()))
        .findFirst()
        .map(t -> other + t.mismatch().map(m -> " (" + m + ")").orElse(" and comes first"))
        .orElse(other);
  }

  private static void refused(List<String> out, Expected expected, Rehearsal.Drawn drawn) {
    String why = drawn.first() instanceof PlanEvent.Blocked b ? b.note() : "";
    if (expected.refused().isPresent()) {
      if (!why.contains(expected.refused().get())) {
        out.add("refused: expected \"" + expected.refused().get() + "\", but " + quoted(why));
      }
    } else if (!why.isEmpty()) {
      out.add("refused: " + why);
    }
  }

  private static String quoted(String why) {
    return why.isEmpty() ? "it is not" : "it is: " + why;
  }

  private static void differ(List<String> out, String what, Optional<String> wanted, String is) {
    wanted
        .filter(w -> !w.equals(is))
        .ifPresent(w -> out.add(what + ": expected " + w + ", but it is " + is));
  }

  private void steps(List<String> out, List<ExpectedStep> wanted, List<Step> are) {
    List<String> names = are.stream().map(Step::kind).toList();
    List<String> expected = wanted.stream().map(ExpectedStep::kind).toList();
    if (!names.equals(expected)) {
      out.add("steps: expected " + expected + ", but they are " + names);
      return;
    }
    for (int i = 0; i < are.size(); i++) {
      Map<String, Object> is = are.get(i).args();
      Optional<Map<String, Object>> args = wanted.get(i).args();
      if (args.isPresent() && !same(names.get(i), args.get(), is)) {
        out.add(
            "step " + (i + 1) + ", " + names.get(i) + ": expected " + args.get() + ", but " + is);
      }
    }
  }

  // As records, so that 7d and 168h are the same.
  private boolean same(String kind, Map<String, Object> wanted, Map<String, Object> is) {
    Catalogue catalogue = library.catalogue();
    return catalogue.find(kind).map(k -> same(k, wanted, is)).orElse(false);
  }

  private static <A extends Record> boolean same(
      ActionKind<A> kind, Map<String, Object> wanted, Map<String, Object> is) {
    try {
      return Arguments.bind(kind.arguments(), wanted).equals(Arguments.bind(kind.arguments(), is));
    } catch (BadArguments e) {
      return false;
    }
  }
}
