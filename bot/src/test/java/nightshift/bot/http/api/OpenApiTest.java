package nightshift.bot.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.Javalin;
import io.javalin.http.HandlerType;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import nightshift.bot.http.api.OpenHouse.Answer;
import nightshift.bot.source.alertmanager.AlertmanagerWebhook;
import nightshift.bot.source.api.AlertRoutes;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlanState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The document and the server say the same. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class OpenApiTest {

  private final OpenHouse open = new OpenHouse();

  @AfterEach
  void close() {
    open.close();
  }

  private JsonNode document() {
    return open.get("nobody", "/openapi.json").body();
  }

  private Set<String> served() {
    Set<String> out = new TreeSet<>();
    Javalin.create(config -> {
      open.routes.forEach(r -> r.addTo(config));
      config.unsafe.internalRouter.allHttpHandlers().stream()
          .map(h -> h.endpoint)
          .filter(e -> e.method.equals(HandlerType.GET) || e.method.equals(HandlerType.POST))
          .forEach(e -> out.add(e.method.name().toLowerCase() + " " + e.path));
    });
    // A WebSocket begins as a GET.
    out.add("get " + EventRoutes.PATH);
    return out;
  }

  @Test
  void every_route_is_in_the_document_and_every_path_of_the_document_is_served() {
    Set<String> written = new TreeSet<>();
    document()
        .path("paths")
        .properties()
        .forEach(p ->
            p.getValue().fieldNames().forEachRemaining(m -> written.add(m + " " + p.getKey())));
    assertThat(served()).containsExactlyElementsOf(written);
  }

  @Test
  void every_reference_leads_somewhere() {
    JsonNode document = document();
    document
        .findValuesAsText("$ref")
        .forEach(r -> assertThat(document.at(r.substring(1)).isMissingNode()).as(r).isFalse());
    assertThat(document.path("openapi").textValue()).startsWith("3.1");
  }

  private void fits(Answer answer, String path, String method) {
    Schemas schemas = new Schemas(document());
    JsonNode schema = schemas.answer(path, method, answer.status());
    assertThat(schema.isMissingNode()).as(method + " " + path + " " + answer.status()).isFalse();
    assertThat(schemas.misfits(schema, answer.body())).as(answer.raw().body()).isEmpty();
  }

  @Test
  void real_answers_about_plans_fit_the_document() {
    long n = open.waiting();
    String one = Paths.ROOT + "/plans/{id}";
    fits(open.get("eve", Paths.ROOT + "/plans/pending"), Paths.ROOT + "/plans/pending", "get");
    fits(open.get("eve", OpenHouse.plan(n)), one, "get");
    String approve = OpenHouse.plan(n) + "/approve";
    fits(open.post("eve", approve, "{}"), one + "/approve", "post");
    fits(open.post("alice", approve, "{\"revision\":\"x\"}"), one + "/approve", "post");
    fits(open.post("alice", approve, "{}"), one + "/approve", "post");
    open.house.await(new PlanId(n), PlanState.RESOLVED);
    fits(open.post("bob", approve, "{}"), one + "/approve", "post");
    fits(open.get("eve", OpenHouse.plan(n)), one, "get");
    String judge = OpenHouse.plan(n) + "/feedback";
    fits(open.post("alice", judge, "{\"helped\":false}"), one + "/feedback", "post");
    fits(open.post("alice", judge, "{}"), one + "/feedback", "post");
    fits(open.post("eve", judge, "{\"helped\":true}"), one + "/feedback", "post");
    fits(open.get("eve", Paths.ROOT + "/plans/99"), one, "get");
    fits(open.get("eve", Paths.ROOT + "/history"), Paths.ROOT + "/history", "get");
    fits(open.get("eve", Paths.ROOT + "/history?limit=0"), Paths.ROOT + "/history", "get");
    fits(open.get("eve", Paths.ROOT + "/stats"), Paths.ROOT + "/stats", "get");
    String report = Paths.ROOT + "/stats/report";
    fits(open.get("eve", report), report, "get");
    fits(open.get("eve", report + "?days=x"), report, "get");
    String playbooks = Paths.ROOT + "/playbooks";
    fits(open.get("eve", playbooks), playbooks, "get");
    assertThat(open.get("eve", playbooks).body().path("playbooks")).isNotEmpty();
  }

  @Test
  void real_answers_about_everything_else_fit_the_document() {
    String pause = Paths.ROOT + "/pause";
    fits(open.get("eve", pause), pause, "get");
    fits(open.post("alice", pause, "{\"reason\":\"x\"}"), pause, "post");
    fits(open.get("eve", pause), pause, "get");
    fits(open.post("alice", Paths.ROOT + "/resume", "{}"), Paths.ROOT + "/resume", "post");
    fits(open.get("eve", Paths.ROOT + "/audit/verify"), Paths.ROOT + "/audit/verify", "get");
    fits(open.get("mallory", Paths.ROOT + "/stats"), Paths.ROOT + "/stats", "get");
    fits(open.get("eve", "/healthz"), "/healthz", "get");
    fits(open.get("eve", "/readyz"), "/readyz", "get");
    fits(open.post("eve", LoginRoutes.PATH, "{}"), LoginRoutes.PATH, "post");
    fits(open.post("alice", ReloadRoutes.PATH, "{}"), ReloadRoutes.PATH, "post");
    fits(open.post("eve", ReloadRoutes.PATH, "{}"), ReloadRoutes.PATH, "post");
    String test = "{\"type\":\"container_crashed\",\"containerName\":\"web\"}";
    fits(open.post("alice", AlertRoutes.TEST_PATH, test), AlertRoutes.TEST_PATH, "post");
    fits(open.post("alice", AlertRoutes.TEST_PATH, "{}"), AlertRoutes.TEST_PATH, "post");
    fits(open.post("sensor", AlertRoutes.PATH, "[]"), AlertRoutes.PATH, "post");
    String end = "{\"fingerprint\":\"x\",\"resolved\":true}";
    fits(open.post("sensor", AlertRoutes.PATH, end), AlertRoutes.PATH, "post");
    String webhook = "{\"alerts\":[{\"labels\":{\"alertname\":\"X\"}}]}";
    String path = AlertmanagerWebhook.PATH;
    fits(open.post("sensor", path, webhook), path, "post");
    fits(open.post("sensor", path, "{}"), path, "post");
  }
}
