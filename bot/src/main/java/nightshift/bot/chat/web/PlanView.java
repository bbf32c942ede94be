package nightshift.bot.chat.web;

import static j2html.TagCreator.a;
import static j2html.TagCreator.code;
import static j2html.TagCreator.dd;
import static j2html.TagCreator.div;
import static j2html.TagCreator.dl;
import static j2html.TagCreator.dt;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.li;
import static j2html.TagCreator.nav;
import static j2html.TagCreator.ol;
import static j2html.TagCreator.p;
import static j2html.TagCreator.pre;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.text;

import j2html.tags.DomContent;
import j2html.tags.specialized.DivTag;
import java.util.List;
import nightshift.bot.http.PassedOver;
import nightshift.engine.alert.Alert;
import nightshift.engine.diagnosis.Diagnosis;
import nightshift.engine.diagnosis.Evidence;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanId;
import nightshift.engine.policy.Vote;

/** One plan, with everything that is known about it. */
final class PlanView {

  private PlanView() {}

  /** The page's own content, which fetches itself anew when the plan changes. */
  static DivTag page(Folder folder, Frame frame) {
    long n = folder.shown().card().plan().number();
    return div(content(folder, frame))
        .withId("folder")
        .attr("hx-get", "/plans/" + n)
        .attr("hx-trigger", "sse:plan-" + n + ", sse:refresh")
        .attr("hx-swap", "innerHTML")
        .attr("hx-sync", "this:queue last");
  }

  /** The same, without what fetches it. */
  static DivTag content(Folder folder, Frame frame) {
    return div(
            nav(a("← Channel").withHref("/")).withClass("back").attr("aria-label", "Back"),
            h1("Plan " + folder.shown().card().plan()).withClass("unseen"),
            CardView.alone(folder.shown(), frame.forms(), frame.now()),
            div(
                    div(
                        ThreadView.whole(folder.shown().thread(), frame.now()),
                        evidence(folder),
                        StepsView.panel(folder, frame.now())),
                    div(
                        approval(folder, frame),
                        about(folder, frame),
                        EventsView.panel(folder, frame.now())))
                .withClass("panels"))
        .withClass("folder");
  }

  private static DomContent evidence(Folder folder) {
    Diagnosis d = folder.shown().plan().draft().diagnosis();
    return section(
            h2("Evidence"),
            p(d.summary()),
            folder.alert().map(PlanView::alert).orElse(text("")),
            each(d.evidence(), PlanView::lines))
        .withId("evidence")
        .withClass("panel");
  }

  private static DomContent alert(Alert a) {
    return div(
            h3("The alert, as " + a.source() + " sent it: severity " + a.severity().word()),
            pre(a.title() + (a.message().isBlank() ? "" : "\n\n" + a.message())).withTabindex(0))
        .withClass("evidence");
  }

  private static DomContent lines(Evidence e) {
    return div(h3(e.probe()), pre(String.join("\n", e.lines())).withTabindex(0))
        .withClass("evidence");
  }

  private static DomContent approval(Folder folder, Frame frame) {
    Plan plan = folder.shown().plan();
    return section(
            h2("Approval"),
            dl(
                row("Who may decide", text(plan.draft().approval().shown())),
                row("Why it asks", text(why(plan))),
                row("Decided", decision(plan, frame)),
                iff(
                    !folder.shown().votes().isEmpty(),
                    row("Votes", ol(each(folder.shown().votes(), v -> vote(v, frame)))))))
        .withClass("panel");
  }

  private static String why(Plan plan) {
    String because = plan.draft().asksBecause();
    return because.isBlank() ? "It does not ask." : because;
  }

  private static DomContent decision(Plan plan, Frame frame) {
    Plan.Decision d = plan.decision();
    if (d == null) {
      return text("not yet");
    }
    return span(
        text("by " + d.by() + " (" + d.where() + ") "),
        Html.ago(d.at(), frame.now()),
        text(d.reason().isBlank() ? "" : ": " + d.reason()));
  }

  private static DomContent vote(Vote v, Frame frame) {
    String choice =
        switch (v.choice()) {
          case APPROVE -> "approved";
          case CANARY -> "approved, canary first";
          case REJECT -> "rejected";
        };
    return li(
        text(v.person() + " " + choice + " (" + v.voter().platform() + ") "),
        Html.ago(v.at(), frame.now()),
        text(v.reason().isBlank() ? "" : ": " + v.reason()));
  }

  /** The plans of a batch, each to be looked at and answered by itself. */
  private static DomContent members(Plan.Draft batch) {
    Object numbers = batch.steps().getFirst().args().get("plans");
    List<String> plans =
        numbers instanceof List<?> l ? l.stream().map(String::valueOf).toList() : List.of();
    return span(each(plans, n -> span(a("#" + n).withHref("/plans/" + n), text(" "))));
  }

  private static DomContent about(Folder folder, Frame frame) {
    Plan plan = folder.shown().plan();
    Plan.Draft d = plan.draft();
    PlanId parent = d.parent();
    String initiator = d.initiator();
    List<String> passedOver = PassedOver.of(folder.events());
    return section(
            h2("About this plan"),
            dl(
                row("Target", code(d.target().toString())),
                plan.isBatch() ? row("Plans", members(d)) : text(""),
                row("Playbook", code(d.playbook().name())),
                iff(
                    !passedOver.isEmpty(),
                    row("Tried before it", ol(each(passedOver, line -> li(line))))),
                row(
                    "Track record",
                    text(
                        "now: "
                            + folder.record().counts()
                            + "; when this plan was drawn up: "
                            + d.trackRecord())),
                row("Confidence", text(d.confidence() + " %; cause: " + d.diagnosis().cause())),
                row("Success is", text(d.verify().shown())),
                row("Put back by itself", text(d.rollback().word())),
                row("Drawn up", Html.ago(plan.createdAt(), frame.now())),
                parent == null
                    ? text("")
                    : row("Follows", a("plan " + parent).withHref("/plans/" + parent.number())),
                initiator == null ? text("") : row("Asked for by", text(initiator)),
                row("Digest of what it does", code(d.digest())),
                row("Content hash of the playbook", code(d.playbook().hash())),
                row("Full id", code(plan.uid())),
                row("Revision", text(String.valueOf(d.revision())))))
        .withClass("panel");
  }

  /** A term and what it is. */
  static DomContent row(String term, DomContent what) {
    return div(dt(term), dd(what));
  }
}
