package nightshift.bot.host.http;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import nightshift.engine.action.Nearest;
import nightshift.engine.alert.Text;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Probe;
import org.jspecify.annotations.Nullable;

/**
 * Asks an endpoint that the operator named, and calls a status of 2xx within three seconds healthy.
 * Only names are taken from outside, never addresses; redirects are not followed, and the address
 * is never shown, because it may hold a key.
 */
public final class HttpGet implements Probe, AutoCloseable {

  /** This probe's name. */
  public static final String NAME = "http.get";

  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int MOST = 4096;

  private final Map<String, URI> endpoints;
  private final InstantSource clock;
  private final HttpClient client;

  /**
   * @param endpoints addresses by name
   */
  public HttpGet(Map<String, URI> endpoints, InstantSource clock) {
    this.endpoints = Map.copyOf(endpoints);
    this.clock = clock;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(PATIENCE)
            .build();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Reading read(Target target) throws ProbeException, InterruptedException {
    URI address = endpoints.get(target.name());
    if (address == null) {
      throw new ProbeException(
          ProbeException.Kind.NO_SUCH_TARGET,
          "asking %s: there is no endpoint \"%s\" in the configuration%s"
              .formatted(target, target.name(), Nearest.hint(target.name(), endpoints.keySet())));
    }
    HttpRequest request =
        HttpRequest.newBuilder(address).timeout(PATIENCE).header("Accept", "*/*").GET().build();
    long start = System.nanoTime();
    CompletableFuture<HttpResponse<String>> asked =
        client.sendAsync(request, _ -> new FirstBytes(MOST));
    try {
      // The request's own time limit ends with the headers; this one covers the body as well.
      HttpResponse<String> answer = asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return answered(target, answer, (System.nanoTime() - start) / 1_000_000);
    } catch (TimeoutException e) {
      return silent(target, "no answer within " + PATIENCE.toSeconds() + " s");
    } catch (ExecutionException e) {
      return silent(target, reason(e.getCause()));
    } finally {
      asked.cancel(true);
    }
  }

  private Reading answered(Target target, HttpResponse<String> answer, long millis) {
    int status = answer.statusCode();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("answered", true);
    facts.put("status", (long) status);
    facts.put("latency_ms", millis);
    String first = Text.line(answer.body().lines().findFirst().orElse(""), 200);
    String line = "HTTP " + status + " after " + millis + " ms";
    boolean healthy = status >= 200 && status < 300;
    return new Reading(
        NAME,
        target,
        healthy,
        (double) status,
        Map.of(),
        facts,
        healthy || first.isEmpty() ? List.of(line) : List.of(line, first),
        clock.instant());
  }

  private Reading silent(Target target, String why) {
    return new Reading(
        NAME,
        target,
        false,
        null,
        Map.of(),
        Map.of("answered", false, "trouble", why),
        List.of(why),
        clock.instant());
  }

  private static String reason(@Nullable Throwable trouble) {
    return switch (trouble) {
      case null -> "no answer, and no reason given";
      case HttpTimeoutException _ -> "no answer within " + PATIENCE.toSeconds() + " s";
      case ConnectException _ -> "connection refused, or no such host";
      default -> Text.line(trouble.getClass().getSimpleName() + ": " + trouble.getMessage(), 160);
    };
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
