package nightshift.bot.host.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import nightshift.bot.host.http.CallTrouble.Kind;
import nightshift.engine.action.Durations;
import nightshift.engine.alert.Redaction;
import nightshift.engine.alert.Text;
import org.jspecify.annotations.Nullable;

/**
 * Calls the HTTP interfaces of applications that the operator named. Redirects are not followed,
 * because the key would follow them; answers are bounded; headers and addresses never show up in a
 * message.
 */
public final class Calls implements AutoCloseable {

  /** Most bytes of an answer. */
  static final int MOST = 8 << 20;

  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT)
          .build();

  /**
   * One call.
   *
   * @param doing what it is for, in words: {@code asking "sonarr" for its queue}
   * @param body with its content type, where there is one
   * @param patience how long the answer may take
   */
  public record Call(
      String doing,
      String method,
      URI url,
      Map<String, String> headers,
      Optional<Body> body,
      Duration patience) {

    public Call {
      headers = Map.copyOf(headers);
    }

    /** Without headers and address: they hold keys. */
    @Override
    public String toString() {
      return "Call[" + doing + "]";
    }
  }

  /** What is sent along. */
  public record Body(String type, String text) {
    /** Without the text: it may hold a password. */
    @Override
    public String toString() {
      return "Body[" + type + "]";
    }
  }

  /** What came back, whatever its status. */
  public record Answer(int status, Map<String, List<String>> headers, String body) {

    /** Whether the status is 2xx. */
    public boolean good() {
      return status >= 200 && status < 300;
    }

    /** The first value of a header. */
    public Optional<String> header(String name) {
      return headers.entrySet().stream()
          .filter(e -> e.getKey().equalsIgnoreCase(name))
          .flatMap(e -> e.getValue().stream())
          .findFirst();
    }
  }

  /** Sends it and takes any answer. */
  public Answer send(Call call) throws CallTrouble, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(call.url())
            .timeout(call.patience())
            .method(
                call.method(),
                call.body()
                    .map(b -> BodyPublishers.ofString(b.text()))
                    .orElse(BodyPublishers.noBody()));
    call.headers().forEach(request::header);
    call.body().ifPresent(b -> request.header("Content-Type", b.type()));
    CompletableFuture<HttpResponse<String>> asked =
        client.sendAsync(request.build(), _ -> new FirstBytes(MOST));
    try {
      HttpResponse<String> r = asked.get(call.patience().toMillis(), TimeUnit.MILLISECONDS);
      return new Answer(r.statusCode(), r.headers().map(), r.body());
    } catch (TimeoutException e) {
      throw silent(call);
    } catch (ExecutionException e) {
      throw trouble(call, e.getCause());
    } finally {
      asked.cancel(true);
    }
  }

  /**
   * Sends it and takes only a good answer.
   *
   * @throws CallTrouble of kind REFUSED for any other status
   */
  public Answer need(Call call) throws CallTrouble, InterruptedException {
    Answer answer = send(call);
    if (!answer.good()) {
      throw refused(call, answer);
    }
    return answer;
  }

  /** Reads an answer as JSON. */
  public static JsonNode json(Call call, Answer answer) throws CallTrouble {
    try {
      JsonNode read = JSON.readTree(answer.body());
      if (read != null && !read.isMissingNode()) {
        return read;
      }
    } catch (JsonProcessingException e) {
      // The one message below fits: what exactly is wrong with the text helps nobody.
    }
    throw new CallTrouble(
        Kind.ODD,
        answer.status(),
        call.doing()
            + ": the answer is no JSON"
            + (answer.body().length() >= MOST
                ? ", or longer than 8 MiB"
                : "; check that \"url\" leads to the application itself"));
  }

  /** What a refusal means. */
  public static CallTrouble refused(Call call, Answer answer) {
    String why =
        switch (answer.status()) {
          case 401, 403 ->
              "it does not accept the key or password; check them in the configuration";
          case 404 -> "it knows no such thing; check \"kind\" and \"url\" in the configuration";
          case 301, 302, 307, 308 ->
              "it redirects elsewhere; write the address itself into \"url\"";
          default -> Text.line(Redaction.of(answer.body().lines().findFirst().orElse("")), 200);
        };
    return new CallTrouble(
        Kind.REFUSED,
        answer.status(),
        call.doing() + ": HTTP " + answer.status() + (why.isEmpty() ? "" : ": " + why));
  }

  private static CallTrouble silent(Call call) {
    return new CallTrouble(
        Kind.NO_ANSWER, call.doing() + ": no answer within " + Durations.shown(call.patience()));
  }

  private static CallTrouble trouble(Call call, @Nullable Throwable cause) {
    return switch (cause) {
      case ConnectException _ ->
          new CallTrouble(Kind.UNREACHABLE, call.doing() + ": connection refused, or no such host");
      case HttpConnectTimeoutException _ ->
          new CallTrouble(
              Kind.UNREACHABLE,
              call.doing() + ": no connection within " + CONNECT.toSeconds() + " s");
      case java.net.http.HttpTimeoutException _ -> silent(call);
      case null -> new CallTrouble(Kind.NO_ANSWER, call.doing() + ": the connection ended");
      default ->
          new CallTrouble(
              Kind.NO_ANSWER,
              call.doing() + ": the connection ended: " + cause.getClass().getSimpleName());
    };
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
