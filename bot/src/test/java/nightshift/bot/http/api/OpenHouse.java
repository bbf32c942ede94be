package nightshift.bot.http.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import nightshift.bot.http.Authenticator;
import nightshift.bot.http.Doors;
import nightshift.bot.http.HttpServer;
import nightshift.bot.http.Json;
import nightshift.bot.http.Routes;
import nightshift.bot.http.Signatures;
import nightshift.bot.http.Tokens;
import nightshift.bot.metrics.LedgerMeter;
import nightshift.bot.metrics.Metrics;
import nightshift.bot.metrics.MetricsRoutes;
import nightshift.bot.source.alertmanager.AlertmanagerWebhook;
import nightshift.bot.source.api.AlertRoutes;
import nightshift.config.Settings;
import nightshift.engine.contract.House;
import nightshift.engine.plan.Digests;
import nightshift.engine.plan.PlanState;
import nightshift.engine.plan.Rollback;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.policy.Person;
import nightshift.engine.policy.Voter;
import nightshift.engine.port.AlertInbox;
import nightshift.engine.port.Directory;
import nightshift.engine.port.Health;
import nightshift.engine.port.LedgerView;

/** A whole engine behind a whole server, and a client in front of it. Tokens are people's names. */
public final class OpenHouse implements AutoCloseable {

  /** Parts that this house says it has. */
  public final Map<String, Health> health = new TreeMap<>(Map.of("ledger", Health.OK));

  /** The engine, on a ledger in memory. */
  public final House house;

  /** What the sensor "grafana" signs with. */
  static final String SECRET = "a secret of 24 characters";

  /** All routes that are served. */
  public final List<Routes> routes = new ArrayList<>();

  private final HttpClient client = HttpClient.newHttpClient();
  private final Api api;
  private final HttpServer server;

  public OpenHouse() {
    this(Autonomy.ASK, InstantSource.system(), Optional.empty());
  }

  /**
   * @param limits the clock of the rate limits
   * @param alerts instead of the engine's own door
   */
  public OpenHouse(Autonomy autonomy, InstantSource limits, Optional<AlertInbox> alerts) {
    house = new House().with(House.playbook("lamp", autonomy, Rollback.NEVER, "lamp.on")).open();
    Metrics metrics = metrics();
    house.engine.listen(metrics);
    Doors doors =
        new Doors(
            house.ledger,
            house.engine.inbox(),
            metrics.counting(alerts.orElse(house.engine.alerts())),
            NOBODY,
            house.engine::listen,
            () -> health,
            house.clock);
    Tokens tokens = new Tokens(Tokens.of(members()));
    Person grafana = new Person("grafana", Set.of(Person.INTAKE));
    Signatures signatures =
        new Signatures(
            signed -> signed.test(SECRET) ? Optional.of(grafana) : Optional.empty(), house.clock);
    Authenticator authenticator = new Authenticator(List.of(tokens, signatures), limits);
    api = new Api(doors, authenticator, tokens);
    routes.addAll(api.routes());
    routes.add(new AlertRoutes(doors, authenticator));
    routes.add(new LoginRoutes(authenticator, p -> "/login?code=" + p.name(), () -> at("/")));
    routes.add(new AlertmanagerWebhook(doors, authenticator));
    Reload.Outcome reloaded = new Reload.Outcome(true, List.of("the section \"disk\" changed"));
    routes.add(new ReloadRoutes(authenticator, by -> reloaded));
    routes.add(new MetricsRoutes(authenticator, metrics));
    server =
        HttpServer.start(new Settings.Http("127.0.0.1", 0, Optional.empty()), List.copyOf(routes));
  }

  // The engine of the house has its own people; the API never looks anybody up by itself.
  private static final Directory NOBODY =
      new Directory() {
        @Override
        public Optional<Person> identify(Voter voter) {
          return Optional.empty();
        }

        @Override
        public Optional<Person> person(String name) {
          return Optional.empty();
        }
      };

  private Metrics metrics() {
    return new Metrics(
        new LedgerMeter(),
        new Metrics.Parts(
            house.ledger,
            house.ledger.read(LedgerView::verifyChain).events(),
            List.of("memory"),
            () -> health,
            () -> Set.of("lamp"),
            house.clock));
  }

  private static List<Settings.Member> members() {
    return Map.of(
            "alice", Set.of("oncall", "admin"),
            "bob", Set.of("oncall"),
            "eve", Set.of("viewer"),
            "sensor", Set.of("intake"))
        .entrySet()
        .stream()
        .map(e ->
            new Settings.Member(
                e.getKey(),
                List.copyOf(e.getValue()),
                Map.of(),
                Optional.of(Digests.sha256(e.getKey()))))
        .toList();
  }

  public URI at(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  public int port() {
    return server.port();
  }

  public HttpClient client() {
    return client;
  }

  /** A request as this person. */
  public HttpRequest.Builder as(String who, String path) {
    return HttpRequest.newBuilder(at(path)).header("Authorization", "Bearer " + who);
  }

  public Answer get(String who, String path) {
    return send(as(who, path).GET());
  }

  /** Posts JSON as this person. */
  public Answer post(String who, String path, String json) {
    return post(who, path, json.getBytes(StandardCharsets.UTF_8));
  }

  public Answer post(String who, String path, byte[] body) {
    return send(
        as(who, path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body)));
  }

  public Answer send(HttpRequest.Builder request) {
    try {
      return new Answer(client.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new AssertionError("no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** A plan that waits, made by a lamp that went dark; its number. */
  public long waiting() {
    house.dark("hall");
    return house.await(PlanState.AWAITING_APPROVAL).id().number();
  }

  /** Where this plan is. */
  public static String plan(long number) {
    return Paths.ROOT + "/plans/" + number;
  }

  @Override
  public void close() {
    client.shutdownNow();
    api.close();
    server.close();
    house.close();
  }

  /** An answer, with its body as JSON. */
  public record Answer(HttpResponse<String> raw) {

    public int status() {
      return raw.statusCode();
    }

    public JsonNode body() {
      try {
        return Json.MAPPER.readTree(raw.body());
      } catch (IOException e) {
        throw new AssertionError("not JSON: " + raw.body(), e);
      }
    }

    public String detail() {
      return body().path("detail").asText();
    }

    public Optional<String> header(String name) {
      return raw.headers().firstValue(name);
    }
  }
}
