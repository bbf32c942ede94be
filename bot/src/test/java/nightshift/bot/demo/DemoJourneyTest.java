package nightshift.bot.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import nightshift.bot.Houses;
import nightshift.bot.cli.Api;
import nightshift.bot.cli.House;
import nightshift.bot.host.docker.RealDocker;
import nightshift.engine.contract.Await;
import nightshift.engine.plan.Digests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a person sees it: one fix by itself, one that asks, and an undo. */
class DemoJourneyTest {

  private static final String ROOT = "/api/v1/remediation/";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  // An address where no engine is, for the tests that are not about Docker.
  private static final Map<String, String> NO_DOCKER =
      Map.of("DOCKER_HOST", "unix:///nonexistent/docker.sock");

  @TempDir private Path dir;
  private final InstantSource clock = InstantSource.system();
  private final House house = Houses.whole(clock);
  private Demo demo;
  private Api api;

  @BeforeEach
  void start() throws Exception {
    begin(NO_DOCKER);
  }

  @AfterEach
  void stop() {
    demo.close();
  }

  @Test
  void one_fix_happens_by_itself_and_the_other_after_a_press_and_undo_returns_every_byte()
      throws Exception {
    demo.breakIt(clock);
    Map<String, String> full = tree();

    JsonNode healed = ended("http:demo");
    assertThat(healed.path("state").asText()).isEqualTo("resolved");
    assertThat(healed.path("requiresConfirmation").asBoolean()).isFalse();
    assertThat(probes().service()).contains("HTTP 200");

    JsonNode asked = pending("disk:" + demo.pool());
    assertThat(tree()).as("nothing is moved before somebody approves it").isEqualTo(full);
    post(asked, "approve");
    assertThat(ended("disk:" + demo.pool()).path("state").asText()).isEqualTo("resolved");
    assertThat(probes().usage()).isLessThan(80);
    assertThat(tree()).hasSizeLessThan(full.size());

    JsonNode undo = post(asked, "undo").path("plan");
    post(undo, "approve");
    assertThat(ended(undo).path("state").asText()).isEqualTo("resolved");
    assertThat(tree()).isEqualTo(full);
  }

  @Test
  void the_three_requests_of_the_original_design_end_as_completed() throws Exception {
    api.post(
        "/api/v1/test/trigger-alert",
        JsonNodeFactory.instance
            .objectNode()
            .put("type", "container_crashed")
            .put("containerName", "test-container"));
    JsonNode plan = pending("http:test-container");
    api.post(
        ROOT + "plans/" + plan.path("number").asText() + "/approve",
        JsonNodeFactory.instance.objectNode().put("userId", "admin"));
    JsonNode ended = ended(plan);
    assertThat(ended.path("status").asText()).isEqualTo("completed");
    assertThat(ended.path("decision").path("by").asText()).isEqualTo("admin");
    assertThat(ended.path("steps")).isNotEmpty();
    assertThat(ended.path("actions").path(0).path("description").asText()).contains("service.sh");
  }

  @Test
  void a_second_run_on_the_same_folder_goes_on_with_its_ledger_and_token() throws Exception {
    String token = demo.token();
    demo.breakIt(clock);
    ended("http:demo");
    long before = api.get(ROOT + "audit/verify").path("events").asLong();
    demo.close();
    begin(NO_DOCKER);
    assertThat(demo.token()).isEqualTo(token);
    demo.breakIt(clock);
    JsonNode audit = api.get(ROOT + "audit/verify");
    assertThat(audit.path("intact").asBoolean()).isTrue();
    assertThat(audit.path("events").asLong()).isGreaterThan(before);
    Await.until(PATIENCE, () -> resolved("http:demo") == 2);
  }

  @Test
  @RealDocker
  void its_container_crashes_and_is_healed_from_dockers_own_events() throws Exception {
    demo.close();
    begin(System.getenv());
    demo.breakIt(clock);
    JsonNode healed = ended(demo.container().orElseThrow());
    assertThat(healed.path("state").asText()).isEqualTo("resolved");
    assertThat(healed.path("evidence").toString()).contains("the demo made me crash");
    assertThat(healed.path("decision").path("by").asText()).isEqualTo("nightshift");
  }

  @Test
  void nothing_answers_any_more_when_it_has_ended() throws Exception {
    URI service = demo.service();
    demo.close();
    assertThat(probes(service).service()).contains("refused");
    assertThat(dir.resolve("demo/service.pid")).doesNotExist();
  }

  private void begin(Map<String, String> environment) throws Exception {
    Demo.Wishes wishes = new Demo.Wishes(Optional.of(dir.resolve("demo")), 0);
    demo = Demo.start(wishes, house::serve, environment, clock);
    api = new Api(demo.address(), demo.token());
  }

  private JsonNode post(JsonNode plan, String verb) {
    return api.post(
        ROOT + "plans/" + plan.path("number").asText() + "/" + verb,
        new ObjectMapper().createObjectNode());
  }

  private JsonNode pending(String target) {
    return found(ROOT + "plans/pending", "plans", target, false);
  }

  private JsonNode ended(String target) {
    return found(ROOT + "history", "history", target, true);
  }

  private JsonNode ended(JsonNode plan) {
    AtomicReference<JsonNode> last = new AtomicReference<>(plan);
    Await.until(
        PATIENCE,
        () -> {
          last.set(api.get(ROOT + "plans/" + plan.path("number").asText()));
          return over(last.get());
        });
    return last.get();
  }

  private JsonNode found(String path, String list, String target, boolean over) {
    AtomicReference<JsonNode> found = new AtomicReference<>();
    Await.until(
        PATIENCE,
        () -> {
          for (JsonNode plan : api.get(path).path(list)) {
            if (plan.path("target").asText().equals(target) && over(plan) == over) {
              found.set(plan);
              return true;
            }
          }
          return false;
        });
    return found.get();
  }

  private long resolved(String target) {
    long count = 0;
    for (JsonNode plan : api.get(ROOT + "history").path("history")) {
      boolean ours = plan.path("target").asText().equals(target);
      count += ours && plan.path("state").asText().equals("resolved") ? 1 : 0;
    }
    return count;
  }

  private static boolean over(JsonNode plan) {
    String status = plan.path("status").asText();
    return status.equals("completed") || status.equals("failed") || status.equals("rolled_back");
  }

  private DemoProbes probes() {
    return probes(demo.service());
  }

  private DemoProbes probes(URI service) {
    return new DemoProbes(clock, demo.pool(), service);
  }

  /** Every entry of the pool with everything that an undo has to bring back. */
  private Map<String, String> tree() throws IOException {
    Map<String, String> tree = new TreeMap<>();
    try (Stream<Path> all = Files.walk(demo.pool())) {
      for (Path p : all.toList()) {
        Map<String, Object> stat =
            Files.readAttributes(p, "unix:mode,uid,gid,size", LinkOption.NOFOLLOW_LINKS);
        String content =
            Files.isSymbolicLink(p)
                ? "-> " + Files.readSymbolicLink(p)
                : Files.isDirectory(p)
                    ? ""
                    : Digests.sha256(
                            new String(
                                Files.readAllBytes(p),
                                java.nio.charset.StandardCharsets.ISO_8859_1))
                        + Files.getLastModifiedTime(p);
        Object size = Files.isDirectory(p) ? "" : stat.get("size");
        tree.put(
            p.toString(),
            stat.get("mode")
                + " "
                + stat.get("uid")
                + " "
                + stat.get("gid")
                + " "
                + size
                + content);
      }
    }
    return tree;
  }
}
