package nightshift.bot.journey;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import nightshift.bot.Houses;
import nightshift.bot.cli.Api;
import nightshift.bot.cli.House;
import nightshift.engine.contract.Await;

/** The whole program on one playbook, and one person who may approve everything, by its API. */
public final class Journey implements AutoCloseable {

  private static final String TOKEN = "a-token-of-24-characters";
  private static final String ROOT = "/api/v1/remediation/";
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final House.Running server;
  private final Api api;

  /** Starts it now. */
  public Journey(Path dir, String settings, String playbook) throws IOException {
    this(dir, settings, playbook, Clock.systemUTC());
  }

  /**
   * Starts it.
   *
   * @param dir for its files
   * @param settings further sections of the configuration
   * @param playbook its whole text
   * @param clock what time it takes it to be
   */
  public Journey(Path dir, String settings, String playbook, Clock clock) throws IOException {
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
              - { name: alice, roles: [oncall, admin, intake], token_file: alice.token }
            approval:
              low: { approve: 1, roles: [oncall] }
              medium: { approve: 1, roles: [oncall] }
              high: { approve: 1, roles: [oncall] }
              critical: { approve: 1, roles: [oncall] }
            """
                + settings);
    server = Houses.whole(clock).serve(config);
    api = new Api(server.address(), TOKEN);
  }

  /** Writes a file that only its owner can read. */
  public static void secret(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  /** Sends an alert of this name with these labels. */
  public void alert(String name, Map<String, String> labels) {
    ObjectNode alert = alert(name, "performance");
    labels.forEach(((ObjectNode) alert.path("labels")).put("alertname", name)::put);
    api.post("/api/v1/alerts", alert);
  }

  /**
   * Sends an alert that is named {@code Night}, and waits for the plan that comes of it to ask;
   * gives all of the plan.
   */
  public JsonNode asked(String title, Map<String, String> details) {
    send(title, details);
    return plan(pending(_ -> true));
  }

  private void send(String title, Map<String, String> details) {
    ObjectNode alert = alert(title, "availability").put("message", title);
    ((ObjectNode) alert.path("labels")).put("alertname", "Night");
    ObjectNode all = alert.putObject("details");
    details.forEach(all::put);
    api.post("/api/v1/alerts", alert);
  }

  /**
   * Sends the same sort of alert, and waits until it is known that no plan comes of it; says why.
   */
  public String refused(String title, Map<String, String> details) {
    send(title, details);
    AtomicReference<String> why = new AtomicReference<>("");
    Await.until(
        PATIENCE,
        () -> {
          for (JsonNode plan : api.get(ROOT + "history").path("history")) {
            if (plan.path("state").asText().equals("blocked")) {
              why.set(plan(plan).toString());
            }
          }
          return !why.get().isEmpty();
        });
    return why.get();
  }

  private static ObjectNode alert(String title, String category) {
    ObjectNode alert = JsonNodeFactory.instance.objectNode();
    alert.put("source", "journey").put("category", category).put("severity", "high");
    alert.put("title", title).put("message", "").putObject("labels");
    return alert;
  }

  /** The plan for this target that waits for a person. */
  public JsonNode pending(String target) {
    return pending(plan -> plan.path("target").asText().equals(target));
  }

  private JsonNode pending(Predicate<JsonNode> wanted) {
    AtomicReference<Optional<JsonNode>> found = new AtomicReference<>(Optional.empty());
    Await.until(
        PATIENCE,
        () -> {
          for (JsonNode plan : api.get(ROOT + "plans/pending").path("plans")) {
            if (wanted.test(plan)) {
              found.set(Optional.of(plan));
            }
          }
          if (found.get().isEmpty()) {
            askedNobody();
          }
          return found.get().isPresent();
        });
    return found.get().orElseThrow();
  }

  // Fails at once with what happened instead, where waiting on would only say that time was over.
  private void askedNobody() {
    JsonNode told = api.get(ROOT + "history").path("history");
    if (!told.isEmpty() && over(told.path(0))) {
      throw new AssertionError("no plan that asks: " + told.toPrettyString());
    }
  }

  private JsonNode plan(JsonNode plan) {
    return api.get(ROOT + "plans/" + plan.path("number").asText());
  }

  /** Approves it, and waits until it has ended; gives all of the plan. */
  public JsonNode approve(JsonNode plan) {
    post(plan, "approve");
    AtomicReference<JsonNode> last = new AtomicReference<>(plan);
    Await.until(
        PATIENCE,
        () -> {
          last.set(plan(plan));
          return over(last.get());
        });
    return last.get();
  }

  /** Draws up the undo, approves it, and waits until that has ended. */
  public JsonNode undo(JsonNode plan) {
    return approve(post(plan, "undo").path("plan"));
  }

  /** Starts nothing new from now on, or goes on. */
  public void pause(boolean on) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    api.post(ROOT + (on ? "pause" : "resume"), on ? body.put("reason", "a test") : body);
  }

  /** Presses Approve on a plan of this number, and does not wait. */
  public void press(JsonNode plan) {
    post(plan, "approve");
  }

  /** Draws the plan up again, and gives the new one. */
  public JsonNode again(JsonNode plan) {
    return post(plan, "retry").path("plan");
  }

  /** Waits until this plan is in this state; gives all of it. */
  public JsonNode until(JsonNode plan, String state) {
    AtomicReference<JsonNode> last = new AtomicReference<>(plan);
    Await.until(
        PATIENCE,
        () -> {
          last.set(plan(plan));
          return last.get().path("state").asText().equals(state);
        });
    return last.get();
  }

  private JsonNode post(JsonNode plan, String verb) {
    return api.post(
        ROOT + "plans/" + plan.path("number").asText() + "/" + verb,
        JsonNodeFactory.instance.objectNode());
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
