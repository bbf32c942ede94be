package nightshift.bot.chat.web;

import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.sse.SseClient;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import nightshift.bot.http.Credential;
import nightshift.bot.http.Routes;
import nightshift.engine.card.Card;
import nightshift.engine.card.CardRef;
import nightshift.engine.card.Reply;
import nightshift.engine.card.ReportWords;
import nightshift.engine.learn.Report;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlanState;
import nightshift.engine.port.ChatInbox;
import nightshift.engine.port.ChatPlatform;
import nightshift.engine.port.Directory;
import nightshift.engine.port.EngineListener;
import nightshift.engine.port.Health;
import nightshift.engine.port.Ledger;
import org.jspecify.annotations.Nullable;

/**
 * The embedded chat. Nothing is kept here that the ledger does not have: a card posted is a signal
 * to open pages to fetch it, so posting twice, or after a restart, does no harm.
 */
public final class WebRoom implements ChatPlatform, Routes {

  /** This platform's name. */
  public static final String NAME = "web";

  private final AtomicReference<@Nullable ChatInbox> inbox = new AtomicReference<>();
  private final Live live = new Live();
  private final Sessions sessions;
  private final Gate gate;
  private final Pages pages;
  private final ReportPages reports;
  private final Presses presses;
  private final Door door;

  /**
   * @param logins whose links are taken
   * @param secure whether people reach us by https, so that the cookie must stay there
   */
  public WebRoom(
      Ledger ledger, Directory directory, Logins logins, InstantSource clock, boolean secure) {
    this.sessions = new Sessions(clock);
    this.gate = new Gate(sessions, directory, clock);
    this.pages = new Pages(ledger, live, clock);
    this.reports = new ReportPages(ledger, live, clock);
    this.presses = new Presses(ledger, this::inbox, clock);
    this.door = new Door(logins, sessions, ledger, clock, secure);
  }

  /** Hears what happens in the engine and tells open pages. */
  public EngineListener listener() {
    return live;
  }

  /** The session's cookie as a credential for the API. */
  public Credential credential() {
    return new SessionCredential(gate);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void start(ChatInbox to) {
    inbox.set(to);
  }

  @Override
  public CardRef post(String key, Card card) {
    live.cardOpened(card.plan());
    live.say(sentence(card));
    return new CardRef(NAME, String.valueOf(card.plan().number()));
  }

  @Override
  public void edit(CardRef ref, Card card) {
    live.cardChanged(card.plan());
    if (card.state().terminal() || card.state() == PlanState.IN_DOUBT) {
      live.say(sentence(card));
    }
  }

  @Override
  public String reply(CardRef ref, @Nullable String existing, String key, Reply reply) {
    live.threadChanged(new PlanId(Long.parseLong(ref.ref())));
    return existing == null ? key : existing;
  }

  /** The report is a page that is always there; open pages hear that the week's is due. */
  @Override
  public boolean report(String key, Report report) {
    live.say("The week's report: " + ReportWords.lines(report).getFirst());
    return true;
  }

  @Override
  public Health health() {
    return inbox.get() == null ? Health.bad("the web room is not started yet") : Health.OK;
  }

  @Override
  public void close() {
    live.close();
  }

  @Override
  public void addTo(JavalinConfig config) {
    RoutesConfig r = config.routes;
    r.get("/assets/{hash}/{name}", Assets::serve);
    r.get("/login", gate.open(door::look));
    r.post("/login", gate.open(door::enter));
    r.post("/logout", gate.forms(door::leave));
    r.post("/theme", gate.forms(door::theme));
    r.get("/", gate.people(pages::channel));
    r.get("/history", gate.people(pages::history));
    r.get("/report", gate.people(reports::report));
    r.get("/report/chart.svg", gate.people(reports::chart));
    r.get("/pause", gate.people(pages::pause));
    r.post("/pause", gate.forms(presses::pause));
    r.post("/resume", gate.forms(presses::resume));
    plans(r);
    r.before("/live", this::mayListen);
    r.sse("/live", this::listen);
  }

  private void plans(RoutesConfig r) {
    r.get("/plans/{n}", gate.people(pages::plan));
    r.get("/plans/{n}/card", gate.people(pages::card));
    r.get("/plans/{n}/steps/{step}/objects.txt", gate.people(pages::objects));
    r.get("/plans/{n}/approve", question(c -> DialogView.Question.APPROVE));
    r.get("/plans/{n}/reject", question(c -> DialogView.Question.REJECT));
    r.get(
        "/plans/{n}/settle",
        question(c ->
            "true".equals(c.queryParam("fixed"))
                ? DialogView.Question.FIXED
                : DialogView.Question.NOT_FIXED));
    r.post("/plans/{n}/approve", gate.forms(presses::approve));
    r.post("/plans/{n}/canary", gate.forms(presses::canary));
    r.post("/plans/{n}/reject", gate.forms(presses::reject));
    r.post("/plans/{n}/cancel", gate.forms(presses::cancel));
    r.post("/plans/{n}/close-breaker", gate.forms(presses::closeBreaker));
    r.post("/plans/{n}/undo", gate.forms(presses::undo));
    r.post("/plans/{n}/retry", gate.forms(presses::retry));
    r.post("/plans/{n}/settle", gate.forms(presses::settle));
    r.post("/plans/{n}/helped", gate.forms((c, v) -> presses.feedback(c, v, true)));
    r.post("/plans/{n}/did-not-help", gate.forms((c, v) -> presses.feedback(c, v, false)));
  }

  private io.javalin.http.Handler question(
      java.util.function.Function<Context, DialogView.Question> which) {
    return gate.people((ctx, visitor) -> pages.question(ctx, visitor, which.apply(ctx)));
  }

  private void mayListen(Context ctx) {
    Gate.guard(ctx);
    if (gate.visitor(ctx).isEmpty()) {
      ctx.status(401).skipRemainingHandlers();
    } else if (!live.hasRoom()) {
      ctx.status(503).header("Retry-After", "5").skipRemainingHandlers();
    }
  }

  private void listen(SseClient sse) {
    Context ctx = sse.ctx();
    String since = ctx.queryParam("since");
    live.serve(sse, since == null ? "" : since, () -> gate.visitor(ctx).isPresent());
  }

  private ChatInbox inbox() {
    ChatInbox to = inbox.get();
    if (to == null) {
      throw new IllegalStateException("a press before the engine was started");
    }
    return to;
  }

  private static String sentence(Card card) {
    return (card.plan() + " " + card.lead() + ". " + card.status()).strip();
  }
}
