package nightshift.bot.chat.web;

import static j2html.TagCreator.a;
import static j2html.TagCreator.code;
import static j2html.TagCreator.details;
import static j2html.TagCreator.div;
import static j2html.TagCreator.dl;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.p;
import static j2html.TagCreator.pre;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.text;

import j2html.tags.DomContent;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Bytes;
import nightshift.engine.action.Durations;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.Step;
import nightshift.engine.plan.StepKey;
import nightshift.engine.plan.StepRun;

/** The steps of a plan to the last argument and object, and what came of each. */
final class StepsView {

  private static final int MOST_OBJECTS = 200;

  private StepsView() {}

  /** The panel. */
  static DomContent panel(Folder folder, Instant now) {
    return section(
            h2("Exactly what it does"),
            each(folder.shown().plan().draft().steps(), s -> step(folder, s, now)))
        .withId("steps")
        .withClass("panel");
  }

  private static DomContent step(Folder folder, Step s, Instant now) {
    return div(
            h3(span(s.index() + ". "), code(s.kind())),
            p(s.sentence()),
            dl(
                each(s.args(), (key, value) -> PlanView.row(key, code(value(value)))),
                PlanView.row("Undo", text(s.reversal().how())),
                PlanView.row("Risk", text(s.risk().word())),
                PlanView.row("Stopped after", text(Durations.shown(s.timeout()))),
                PlanView.row(
                    "If it does not work",
                    text(s.keepGoing() ? "the next step still runs" : "the plan stops")),
                iff(s.bytes() > 0, PlanView.row("Size", text(Bytes.shown(s.bytes()))))),
            objects(folder, s),
            runs(folder, s, now))
        .withClass("step");
  }

  private static String value(Object value) {
    return switch (value) {
      case List<?> l -> String.join(" ", l.stream().map(StepsView::quoted).toList());
      case Map<?, ?> m -> m.toString();
      default -> String.valueOf(value);
    };
  }

  private static String quoted(Object word) {
    String text = String.valueOf(word);
    return text.isEmpty() || text.chars().anyMatch(Character::isWhitespace)
        ? "\"" + text + "\""
        : text;
  }

  private static DomContent objects(Folder folder, Step s) {
    String manifest = folder.manifests().get(s.index());
    if (manifest == null || manifest.isEmpty()) {
      return text("");
    }
    PlanId plan = folder.shown().plan().id();
    List<String> first = manifest.lines().limit(MOST_OBJECTS).toList();
    boolean cut = s.manifest().count() > first.size();
    return details(
            summary(s.manifest().count() + (s.manifest().count() == 1 ? " object" : " objects")),
            iff(cut, p("The first " + first.size() + ":").withClass("quiet")),
            pre(String.join("\n", first)).withTabindex(0),
            p(
                a("Download the whole list")
                    .withHref("/plans/" + plan.number() + "/steps/" + s.index() + "/objects.txt"),
                span(" SHA-256 " + s.manifest().sha256()).withClass("mono quiet")))
        .withId("objects-" + plan.number() + "-" + s.index());
  }

  private static DomContent runs(Folder folder, Step s, Instant now) {
    return each(
        folder.runs().stream().filter(r -> r.key().index() == s.index()).toList(),
        r -> run(r, now));
  }

  private static DomContent run(StepRun r, Instant now) {
    ActionResult result = r.result();
    String phase = r.key().phase() == StepKey.Phase.EXECUTE ? "Run" : "Put back";
    return div(
            p(
                span(phase + ": " + r.status().name().toLowerCase(Locale.ROOT)).withClass("strong"),
                text(" · started "),
                Html.ago(r.startedAt(), now),
                text(result == null ? "" : " · " + result.summary())),
            iff(
                result != null && result.exitCode() != null,
                p("exit code " + (result == null ? "" : result.exitCode())).withClass("quiet")),
            iff(
                result != null && !result.output().isBlank(),
                pre(result == null ? "" : result.output()).withTabindex(0)))
        .withClass("run")
        .withData("status", r.status().name().toLowerCase(Locale.ROOT));
  }
}
