package nightshift.bot.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import nightshift.engine.plan.Digests;

/** Sends what monitoring systems would send, through the server's own doors. */
final class DemoAlerts {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final URI server;
  private final String token;
  private final InstantSource clock;

  DemoAlerts(URI server, String token, InstantSource clock) {
    this.server = server;
    this.token = token;
    this.clock = clock;
  }

  /** A script noticed that the service does not answer. */
  void serviceDown() throws DemoTrouble, InterruptedException {
    ObjectNode alert = JsonNodeFactory.instance.objectNode();
    alert.put("source", "demo").put("category", "availability").put("severity", "high");
    alert.put("title", "Service down: demo");
    alert.put("message", "The demo's HTTP service does not answer any more.");
    alert.put("startsAt", clock.instant().toString());
    alert.putObject("labels").put("alertname", "ServiceDown").put("service", "demo");
    post("/api/v1/alerts", alert);
  }

  /** Prometheus noticed that the pool is nearly full, and Alertmanager says so. */
  void diskFull(Path pool, double percent) throws DemoTrouble, InterruptedException {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("version", "4").put("groupKey", "{}:{alertname=\"DiskFull\"}");
    body.put("truncatedAlerts", 0).put("status", "firing").put("receiver", "nightshift");
    body.put("externalURL", "http://demo.invalid");
    body.putObject("groupLabels").put("alertname", "DiskFull");
    body.putObject("commonLabels").put("alertname", "DiskFull");
    body.putObject("commonAnnotations");
    ObjectNode alert = body.putArray("alerts").addObject();
    alert.put("status", "firing");
    ObjectNode labels = alert.putObject("labels");
    labels.put("alertname", "DiskFull").put("severity", "warning");
    labels.put("mountpoint", pool.toString());
    String usage = String.format(Locale.ROOT, "%.1f", percent);
    ObjectNode notes = alert.putObject("annotations");
    notes.put("summary", "Disk full: the demo's pool is " + usage + " % full");
    notes.put("poolUsage", usage);
    alert.put("startsAt", clock.instant().toString());
    alert.put("endsAt", "0001-01-01T00:00:00Z");
    alert.put("generatorURL", "http://demo.invalid/graph");
    alert.put("fingerprint", Digests.sha256("DiskFull " + pool).substring(0, 16));
    post("/api/v1/alerts/alertmanager", body);
  }

  private void post(String path, JsonNode body) throws DemoTrouble, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve(path))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new DemoTrouble("sending an alert to " + path + ": " + answer.body());
      }
    } catch (IOException e) {
      throw new DemoTrouble("sending an alert to " + server + path + ": nobody answers there");
    }
  }
}
