package nightshift.bot;

import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import nightshift.bot.action.custom.ValueMarks;
import nightshift.bot.chat.web.Logins;
import nightshift.bot.chat.web.WebRoom;
import nightshift.bot.http.Authenticator;
import nightshift.bot.http.Doors;
import nightshift.bot.http.HttpServer;
import nightshift.bot.http.Routes;
import nightshift.bot.http.Signatures;
import nightshift.bot.http.Tokens;
import nightshift.bot.http.api.Api;
import nightshift.bot.http.api.LoginRoutes;
import nightshift.bot.http.api.Reload;
import nightshift.bot.http.api.ReloadRoutes;
import nightshift.bot.metrics.LedgerMeter;
import nightshift.bot.metrics.Metrics;
import nightshift.bot.metrics.MetricsRoutes;
import nightshift.bot.source.alertmanager.AlertmanagerWebhook;
import nightshift.bot.source.api.AlertRoutes;
import nightshift.config.People;
import nightshift.config.Settings;
import nightshift.config.yaml.Loaded;
import nightshift.engine.policy.Person;
import nightshift.engine.port.AlertInbox;
import nightshift.engine.port.ChatPlatform;
import nightshift.engine.port.Health;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerView;
import nightshift.engine.work.Engine;
import nightshift.engine.work.Library;
import nightshift.storage.DataLock;
import nightshift.storage.OfflineAudit;
import nightshift.storage.SqliteLedger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The composition root: puts the house together from its settings, and takes it apart again. */
public final class App implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(App.class);

  /** The ledger's file in the data folder. */
  static final String LEDGER = "nightshift.db";

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Settings settings;
  private final InstantSource clock;
  private final InForce inForce;
  private final Logins logins;
  private final Ledger ledger;
  private final Installation installation;
  private final Engine engine;
  private final Reload reload;
  private final Metrics metrics;
  private final AlertInbox alerts;
  private final HttpServer http;

  private App(Settings settings, Supplier<Loaded<Settings>> files, InstantSource clock)
      throws StartException {
    this.settings = settings;
    this.clock = clock;
    this.logins = new Logins(clock);
    try {
      keep(DataLock.take(settings.data()));
      LedgerMeter meter = new LedgerMeter();
      this.ledger = keep(meter.timing(SqliteLedger.open(settings.data().resolve(LEDGER), clock)));
      LedgerView.ChainReport chain = ledger.read(LedgerView::verifyChain);
      this.installation = keep(new Installation(settings, ValueMarks.of(ledger), clock));
      this.inForce = new InForce(settings, installation, ledger, clock, automaticOff(chain));
      Library library = inForce.library();
      boolean https =
          settings.http().publicUrl().filter(u -> "https".equals(u.getScheme())).isPresent();
      WebRoom web = keep(new WebRoom(ledger, people(), logins, clock, https));
      List<ChatPlatform> rooms = new ArrayList<>(List.of(web));
      Rooms.named(settings, ledger, people(), clock).forEach(r -> rooms.add(keep(r)));
      this.engine = keep(engine(library, rooms));
      this.reload = by -> inForce.reload(files, engine, by);
      engine.listen(web.listener());
      this.metrics = new Metrics(meter, measured(rooms, chain.events()));
      engine.listen(metrics);
      this.alerts = metrics.counting(engine.alerts());
      this.http = keep(listen(routes(web)));
      begin(library);
    } catch (StartException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Starts everything.
   *
   * @param files reads the settings again, for a reload
   * @throws StartException when something that the operator can mend stands in the way; nothing is
   *     left running
   */
  public static App start(Settings settings, Supplier<Loaded<Settings>> files, InstantSource clock)
      throws StartException {
    return new App(settings, files, clock);
  }

  private <T extends AutoCloseable> T keep(T part) {
    open.push(part);
    return part;
  }

  private static String automaticOff(LedgerView.ChainReport chain) {
    String off = chain.intact() ? "" : "the audit trail does not verify: " + chain.problem();
    if (!off.isEmpty()) {
      LOG.error("{}; nothing runs unasked until that is looked into", off);
    }
    return off;
  }

  private Engine engine(Library library, List<ChatPlatform> rooms) {
    return new Engine(
        new Engine.Parts(ledger, library, people(), rooms, clock, Thread::sleep, true));
  }

  private Metrics.Parts measured(List<ChatPlatform> rooms, long after) {
    return new Metrics.Parts(
        ledger,
        after,
        rooms.stream().map(ChatPlatform::name).toList(),
        this::health,
        () ->
            engine.library().playbooks().stream()
                .map(p -> p.ref().name())
                .collect(Collectors.toSet()),
        clock);
  }

  private List<Routes> routes(WebRoom web) {
    Doors doors =
        new Doors(
            ledger,
            engine.inbox(),
            alerts,
            people(),
            engine::listen,
            this::health,
            clock,
            () -> engine.library().learning(),
            () -> engine.library().rules().automaticUpTo(),
            () -> OfflineAudit.verify(settings.data().resolve(LEDGER), clock));
    Tokens tokens = new Tokens(people()::byTokenHash);
    Authenticator authenticator =
        new Authenticator(
            List.of(tokens, new Signatures(people()::bySignature, clock), web.credential()), clock);
    Api api = keep(new Api(doors, authenticator, tokens));
    List<Routes> routes = new ArrayList<>(api.routes());
    routes.add(new AlertRoutes(doors, authenticator));
    routes.add(new AlertmanagerWebhook(doors, authenticator));
    routes.add(new LoginRoutes(authenticator, logins::mint, this::address));
    routes.add(new ReloadRoutes(authenticator, reload));
    routes.add(new MetricsRoutes(authenticator, metrics));
    routes.add(web);
    return routes;
  }

  private HttpServer listen(List<Routes> routes) throws StartException {
    try {
      return HttpServer.start(settings.http(), routes);
    } catch (IllegalStateException e) {
      throw new StartException(String.valueOf(e.getMessage()), e);
    }
  }

  private void begin(Library library) {
    inForce.noted(library, "nightshift");
    engine.attend(settings.attention());
    engine.reachedAt(address());
    engine.start();
    installation.sources().forEach(s -> s.start(alerts));
    keep(Sweeper.start(installation, settings.data().resolve(LEDGER), inForce::keepEvents, clock));
  }

  /** The port that the web room and the API listen on. */
  public int port() {
    return http.port();
  }

  /** How people reach the web room: the configured public URL, or where the server listens. */
  public URI address() {
    return settings.http().publicUrl().orElseGet(() -> Listening.address(settings.http(), port()));
  }

  /** A path with a one-time code that logs this person in. */
  public String loginPath(Person person) {
    return logins.mint(person);
  }

  /** Who people are. */
  public People people() {
    return inForce.people();
  }

  /** Reads the configuration again; what was in force stays when the new one has mistakes. */
  public Reload.Outcome reload(String by) {
    return reload.reload(by);
  }

  /** The ledger, to look into. */
  public Ledger ledger() {
    return ledger;
  }

  /** How each part is, by name. */
  public Map<String, Health> health() {
    Map<String, Health> out = new TreeMap<>(engine.health());
    out.putAll(installation.health());
    return out;
  }

  /** Stops intake, lets running steps end, and closes every part, last opened first. */
  @Override
  public void close() {
    List<AutoCloseable> parts = new ArrayList<>(open);
    open.clear();
    for (AutoCloseable part : parts) {
      try {
        part.close();
      } catch (Exception e) {
        LOG.error("closing {}: {}", part.getClass().getSimpleName(), e.getMessage(), e);
      }
    }
  }
}
