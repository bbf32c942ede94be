package nightshift.bot.journey;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import nightshift.bot.Houses;
import nightshift.bot.cli.Api;
import nightshift.bot.cli.House;
import nightshift.engine.contract.Await;

/** The whole program on one playbook, and the person on call who uses it through its API. */
final class Shift implements AutoCloseable {

  private static final String ROOT = "/api/v1/remediation/";
  private static final String TOKEN = "a-token-of-24-characters";
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final House.Running server;
  private final Api api;

  /**
   * Starts it.
   *
   * @param dir for its files
   * @param settings further sections of the configuration
   * @param playbook the one that it has
   * @param clock what time it takes it to be
   */
  Shift(Path dir, String settings, String playbook, Clock clock) throws Exception {
    Files.createDirectories(dir.resolve("playbooks"));
    Files.writeString(dir.resolve("playbooks/one.yaml"), playbook);
    Path token = Files.writeString(dir.resolve("alice.token"), TOKEN);
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
    Path config =
        Files.writeString(
            dir.resolve("nightshift.yaml"),
            """
            data: data
            http: { listen: "127.0.0.1:0" }
            playbooks: playbooks
            people:
              - { name: alice, roles: [oncall, admin, intake], token_file: alice.token }
            approval:
              low: { approve: 1, roles: [oncall] }
              medium: { approve: 1, roles: [oncall] }
              high: { approve: 1, roles: [oncall] }
            """
                + settings);
    server = Houses.whole(clock).serve(config);
    api = new Api(server.address(), TOKEN);
  }

  /** Sends an alert, and waits for the plan that comes of it to ask. */
  JsonNode alert(String title, Map<String, String> details) {
    ObjectNode alert = JsonNodeFactory.instance.objectNode();
    alert.put("source", "night").put("category", "availability").put("severity", "high");
    alert.put("title", title).put("message", title);
    alert.putObject("labels").put("alertname", "Night");
    ObjectNode all = alert.putObject("details");
    details.forEach(all::put);
    api.post("/api/v1/alerts", alert);
    AtomicReference<JsonNode> found = new AtomicReference<>();
    Await.until(
        PATIENCE,
        () -> {
          JsonNode plans = api.get(ROOT + "plans/pending").path("plans");
          plans.forEach(found::set);
          JsonNode told = api.get(ROOT + "history").path("history");
          if (found.get() == null && !told.isEmpty() && !isPending(told.path(0))) {
            throw new AssertionError("no plan that asks: " + told.toPrettyString());
          }
          return found.get() != null;
        });
    return api.get(ROOT + "plans/" + number(found.get()));
  }

  /** Approves it, and waits for its end. */
  JsonNode approve(JsonNode plan) {
    post(plan, "approve");
    AtomicReference<JsonNode> last = new AtomicReference<>(plan);
    Await.until(
        PATIENCE,
        () -> {
          last.set(api.get(ROOT + "plans/" + number(plan)));
          String status = last.get().path("status").asText();
          return status.equals("completed")
              || status.equals("failed")
              || status.equals("rolled_back");
        });
    return last.get();
  }

  /** Asks for the undo of a plan, and approves it too. */
  JsonNode undo(JsonNode plan) {
    return approve(post(plan, "undo").path("plan"));
  }

  private JsonNode post(JsonNode plan, String verb) {
    return api.post(
        ROOT + "plans/" + number(plan) + "/" + verb, new ObjectMapper().createObjectNode());
  }

  private static boolean isPending(JsonNode plan) {
    return plan.path("status").asText().equals("pending");
  }

  private static String number(JsonNode plan) {
    return plan.path("number").asText();
  }

  @Override
  public void close() {
    server.close();
  }
}
