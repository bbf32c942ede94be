package nightshift.bot.chat.web;

import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanId;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerView;

/** Answers everything that only looks. */
final class Pages {

  private final Ledger ledger;
  private final Live live;
  private final InstantSource clock;

  Pages(Ledger ledger, Live live, InstantSource clock) {
    this.ledger = ledger;
    this.live = live;
    this.clock = clock;
  }

  /** The channel, or its feed alone. */
  void channel(Context ctx, Visitor visitor) {
    Feed.Filter filter = Feed.Filter.of(ctx.queryParam("show"));
    String mark = live.mark();
    ledger.read(view -> {
      Frame frame = frame(ctx, visitor, mark, view);
      Feed feed = Feed.read(view, filter, visitor.person());
      return ctx.html(
          Gate.wantsPiece(ctx)
              ? FeedView.piece(feed, frame)
              : Layout.page(frame, FeedView.pageTitle(feed), FeedView.page(feed, frame)));
    });
  }

  /** One plan with everything about it. */
  void plan(Context ctx, Visitor visitor) {
    String mark = live.mark();
    ledger.read(view -> {
      Frame frame = frame(ctx, visitor, mark, view);
      Optional<Plan> plan = named(ctx).flatMap(view::plan);
      if (plan.isEmpty()) {
        return missing(ctx, "plan of this number");
      }
      Folder folder = Folder.read(view, plan.get(), visitor.person(), clock.instant());
      String title = plan.get().id() + " " + plan.get().draft().headline() + " · Nightshift";
      return ctx.html(
          Gate.wantsPiece(ctx)
              ? PlanView.content(folder, frame).render()
              : Layout.page(frame, title, PlanView.page(folder, frame)));
    });
  }

  /** One card, for the channel to swap in. */
  void card(Context ctx, Visitor visitor) {
    ledger.read(view ->
        named(ctx)
            .flatMap(view::plan)
            .map(p -> Shown.read(view, p, visitor.person()))
            .map(s -> CardView.inChannel(s, new Forms(visitor.session().csrf()), clock.instant()))
            .map(card -> ctx.html(card.render()))
            .orElseGet(() -> ctx.status(404)));
  }

  /** A question that a press asks back, for the dialog or as a page. */
  void question(Context ctx, Visitor visitor, DialogView.Question question) {
    String mark = live.mark();
    ledger.read(view -> {
      Optional<Plan> plan = named(ctx).flatMap(view::plan);
      if (plan.isEmpty()) {
        return missing(ctx, "plan of this number");
      }
      Frame frame = frame(ctx, visitor, mark, view);
      Shown shown = Shown.read(view, plan.get(), visitor.person());
      boolean dialog = Gate.wantsPiece(ctx);
      var content = DialogView.ask(question, shown, frame.forms(), dialog, "");
      return ctx.html(
          dialog ? content.render() : Layout.page(frame, "Plan " + plan.get().id(), content));
    });
  }

  /** The pause banner, or the form to pause. */
  void pause(Context ctx, Visitor visitor) {
    String mark = live.mark();
    ledger.read(view -> {
      Frame frame = frame(ctx, visitor, mark, view);
      boolean form = ctx.queryParam("form") != null;
      boolean piece = Gate.wantsPiece(ctx);
      if (piece) {
        return ctx.html((form ? PauseView.form(frame, true) : Layout.pause(frame)).render());
      }
      return ctx.html(Layout.page(frame, "Pause", PauseView.form(frame, false)));
    });
  }

  /** Every plan that ever was. */
  void history(Context ctx, Visitor visitor) {
    HistoryQuery q = HistoryQuery.of(ctx);
    String mark = live.mark();
    boolean refused = q.refusal().isPresent();
    ledger.read(view -> {
      List<Plan> plans = refused ? List.of() : view.plans(q.query());
      var content =
          HistoryView.page(
              q,
              plans,
              refused ? 0 : view.count(q.query()),
              p -> Shown.cameBack(view, p.id()),
              view.known(),
              clock.instant());
      Frame frame = frame(ctx, visitor, mark, view);
      return ctx.status(refused ? 400 : 200)
          .html(Layout.page(frame, "History · Nightshift", content));
    });
  }

  /** The whole list of objects of one step, as text. */
  void objects(Context ctx, Visitor visitor) {
    Optional<String> manifest =
        ledger.read(view ->
            named(ctx)
                .flatMap(view::plan)
                .flatMap(p ->
                    p.draft().steps().stream()
                        .filter(s -> String.valueOf(s.index()).equals(ctx.pathParam("step")))
                        .findFirst())
                .flatMap(s -> view.blob(s.manifest().sha256())));
    if (manifest.isEmpty()) {
      missing(ctx, "list of objects");
      return;
    }
    String name = "plan-" + ctx.pathParam("n") + "-step-" + ctx.pathParam("step") + ".txt";
    ctx.contentType("text/plain; charset=utf-8")
        .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
        .result(manifest.get() + "\n");
  }

  /** The plan whose number the address has. */
  static Optional<PlanId> named(Context ctx) {
    String n = ctx.pathParam("n");
    return n.matches("[1-9][0-9]{0,17}")
        ? Optional.of(new PlanId(Long.parseLong(n)))
        : Optional.empty();
  }

  /** Says that there is no such thing. */
  static Context missing(Context ctx, String what) {
    return ctx.status(404).html(Layout.plain(Gate.theme(ctx), ErrorView.missing(what)));
  }

  private Frame frame(Context ctx, Visitor visitor, String mark, LedgerView view) {
    return Frame.of(ctx, visitor, mark, view.pause(), clock.instant());
  }
}
