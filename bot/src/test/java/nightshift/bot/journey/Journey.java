package nightshift.bot.journey;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import nightshift.bot.Houses;
import nightshift.bot.cli.Api;
import nightshift.bot.cli.House;
import nightshift.engine.contract.Await;

/** A server with one playbook, and one person who may approve everything. */
public final class Journey implements AutoCloseable {

  private static final String TOKEN = "a-token-of-24-characters";
  private static final String ROOT = "/api/v1/remediation/";
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final House.Running server;
  private final Api api;

  /**
   * @param dir an empty folder
   * @param settings further sections of the configuration
   * @param playbook its whole text
   */
  public Journey(Path dir, String settings, String playbook) throws IOException {
    Files.createDirectories(dir.resolve("playbooks"));
    Files.writeString(dir.resolve("playbooks/one.yaml"), playbook);
    secret(dir.resolve("alice.token"), TOKEN);
    Path config =
        Files.writeString(
            dir.resolve("nightshift.yaml"),
            """
            data: data
            http: { listen: "127.0.0.1:0" }
            playbooks: playbooks
            people:
              - { name: alice, roles: [oncall, admin], token_file: alice.token }
            approval:
              low: { approve: 1, roles: [oncall] }
              medium: { approve: 1, roles: [oncall] }
              high: { approve: 1, roles: [oncall] }
              critical: { approve: 1, roles: [oncall] }
            """
                + settings);
    server = Houses.whole(InstantSource.system()).serve(config);
    api = new Api(server.address(), TOKEN);
  }

  /** Writes a file that only its owner can read. */
  public static void secret(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  /** Sends an alert. */
  public void alert(String name, Map<String, String> labels) {
    ObjectNode alert = JsonNodeFactory.instance.objectNode();
    alert.put("source", "journey").put("category", "performance").put("severity", "high");
    alert.put("title", name).put("message", "");
    ObjectNode all = alert.putObject("labels").put("alertname", name);
    labels.forEach(all::put);
    api.post("/api/v1/alerts", alert);
  }

  /** The plan that waits for a person. */
  public JsonNode pending(String target) {
    AtomicReference<JsonNode> found = new AtomicReference<>();
    Await.until(
        PATIENCE,
        () -> {
          for (JsonNode plan : api.get(ROOT + "plans/pending").path("plans")) {
            if (plan.path("target").asText().equals(target)) {
              found.set(plan);
            }
          }
          return found.get() != null;
        });
    return found.get();
  }

  /** Approves it and waits until it has ended. */
  public JsonNode approve(JsonNode plan) {
    post(plan, "approve");
    return ended(plan, Journey::over);
  }

  /** Draws up the undo, approves it, and waits until that has ended. */
  public JsonNode undo(JsonNode plan) {
    return approve(post(plan, "undo").path("plan"));
  }

  private JsonNode post(JsonNode plan, String verb) {
    return api.post(
        ROOT + "plans/" + plan.path("number").asText() + "/" + verb,
        JsonNodeFactory.instance.objectNode());
  }

  private JsonNode ended(JsonNode plan, Predicate<JsonNode> over) {
    AtomicReference<JsonNode> last = new AtomicReference<>(plan);
    Await.until(
        PATIENCE,
        () -> {
          last.set(api.get(ROOT + "plans/" + plan.path("number").asText()));
          return over.test(last.get());
        });
    return last.get();
  }

  private static boolean over(JsonNode plan) {
    String status = plan.path("status").asText();
    return status.equals("completed") || status.equals("failed") || status.equals("rolled_back");
  }

  @Override
  public void close() {
    server.close();
  }
}
