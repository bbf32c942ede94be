package nightshift.bot.chat.web;

import static j2html.TagCreator.a;
import static j2html.TagCreator.code;
import static j2html.TagCreator.datalist;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.form;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.input;
import static j2html.TagCreator.label;
import static j2html.TagCreator.nav;
import static j2html.TagCreator.option;
import static j2html.TagCreator.p;
import static j2html.TagCreator.select;
import static j2html.TagCreator.span;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.text;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import j2html.tags.DomContent;
import j2html.tags.specialized.InputTag;
import j2html.tags.specialized.TdTag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;

/** Every plan that ever was, to search in. */
final class HistoryView {

  private static final List<String> COLUMNS =
      List.of("Plan", "What", "Target", "Risk", "State", "Decided by", "When");

  private HistoryView() {}

  /**
   * The page.
   *
   * @param cameBack which of them looked fixed and were not
   * @param known names of playbooks and targets, to complete what is typed
   */
  static DomContent page(
      HistoryQuery query,
      List<Plan> plans,
      long total,
      Predicate<Plan> cameBack,
      Map<String, List<String>> known,
      Instant now) {
    return div(
            h1("History"),
            search(query, known),
            p(count(query, plans, total)).withClass("quiet count-line").attr("role", "status"),
            plans.isEmpty() ? empty(query) : rows(plans, cameBack, now),
            pages(query, total))
        .withClass("history");
  }

  private static DomContent search(HistoryQuery q, Map<String, List<String>> known) {
    return form(
            field("Search", typed("q", q.text()).withType("search").withMaxlength("200")),
            field("State", states(q.state())),
            field("Playbook", typed("playbook", q.playbook()).attr("list", "playbooks")),
            field("Target", typed("target", q.target()).attr("list", "targets")),
            field("Since", typed("since", q.since()).withType("date")),
            div(
                    Forms.submit("Search", "plain"),
                    iff(q.searches(), a("Clear").withClass("button quiet").withHref("/history")))
                .withClass("actions"),
            names("playbooks", known),
            names("targets", known))
        .withMethod("get")
        .withAction("/history")
        .withClass("search")
        .attr("role", "search");
  }

  private static InputTag typed(String name, String value) {
    return input().withType("text").withName(name).withId("f-" + name).withValue(value);
  }

  private static DomContent field(String label, DomContent control) {
    return label(span(label), control).withClass("field");
  }

  private static DomContent states(String typed) {
    List<String> words = PlanState.words();
    return select(
            option("any").withValue(""),
            each(words, w -> option(Badges.word(w)).withValue(w).withCondSelected(w.equals(typed))),
            iff(
                !typed.isEmpty() && !words.contains(typed),
                option(typed).withValue(typed).withCondSelected(true)))
        .withName("state")
        .withId("f-state");
  }

  private static DomContent names(String id, Map<String, List<String>> known) {
    return datalist(each(known.getOrDefault(id, List.of()), n -> option().withValue(n))).withId(id);
  }

  private static String count(HistoryQuery q, List<Plan> plans, long total) {
    if (plans.isEmpty()) {
      return total == 0 ? "No plans" : total + " plans, none on this page";
    }
    long first = (long) q.page() * HistoryQuery.ROWS + 1;
    return "%d to %d of %d".formatted(first, first + plans.size() - 1, total)
        + (total == 1 ? " plan" : " plans");
  }

  private static DomContent empty(HistoryQuery q) {
    String nothing = q.searches() ? "Nothing fits this search." : "Nothing has happened yet.";
    return p(q.refusal().orElse(nothing)).withClass("calm quiet");
  }

  // Roles are written out because the phone's style takes the table's own away.
  private static DomContent rows(List<Plan> plans, Predicate<Plan> cameBack, Instant now) {
    return table(
            thead(
                    tr(each(COLUMNS, c -> th(c).attr("scope", "col").attr("role", "columnheader")))
                        .attr("role", "row"))
                .attr("role", "rowgroup"),
            tbody(each(plans, plan -> row(plan, cameBack.test(plan), now)))
                .attr("role", "rowgroup"))
        .attr("role", "table")
        .attr("aria-label", "Plans");
  }

  private static DomContent row(Plan plan, boolean cameBack, Instant now) {
    Plan.Draft d = plan.draft();
    Plan.Decision decision = plan.decision();
    return tr(
            cell("Plan", a(plan.id().toString()).withHref("/plans/" + plan.id().number()))
                .withClass("number"),
            cell("What", div(d.headline()).withClass("strong"), div(d.title()).withClass("quiet")),
            cell(
                    "Target",
                    code(d.target().toString()),
                    div(d.playbook().name()).withClass("quiet small-text"))
                .withClass("target"),
            cell("Risk", Badges.risk(d.risk())),
            cell("State", Badges.state(plan.state(), cameBack)),
            cell("Decided by", text(decision == null ? "nobody" : decision.by())).withClass("by"),
            cell("When", Html.ago(plan.createdAt(), now)))
        .attr("role", "row");
  }

  private static TdTag cell(String column, DomContent... content) {
    return td(div(content)).withData("label", column).attr("role", "cell");
  }

  private static DomContent pages(HistoryQuery q, long total) {
    boolean more = (q.page() + 1L) * HistoryQuery.ROWS < total;
    return nav(
            iff(
                q.page() > 0,
                a("Newer").withClass("button plain").withHref(q.address(q.page() - 1))),
            iff(more, a("Older").withClass("button plain").withHref(q.address(q.page() + 1))))
        .withClass("actions pages")
        .attr("aria-label", "Pages");
  }
}
