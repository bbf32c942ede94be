package nightshift.bot.chat.matrix.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import nightshift.bot.chat.matrix.client.MatrixException.Kind;
import nightshift.engine.alert.Text;
import nightshift.engine.port.Pacer;
import org.jspecify.annotations.Nullable;

/**
 * Requests to one homeserver with one token. The token goes into the header alone, never into an
 * address, so that no log has it; redirects, which would carry it elsewhere, are not followed.
 */
final class Wire implements AutoCloseable {

  static final ObjectMapper JSON = new ObjectMapper();

  private static final int MOST = 16 << 20;
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final int TRIES = 4;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

  /**
   * One request.
   *
   * @param what is being done, for the message: {@code posting the card of plan #142}
   * @param path below the homeserver's address, encoded already
   * @param body as sent; null for none
   * @param patience for the whole answer
   */
  record Ask(
      String what,
      String method,
      String path,
      byte @Nullable [] body,
      String type,
      Duration patience) {}

  private final URI homeserver;
  private final String token;
  private final Pacer pacer;
  private final HttpClient http;

  Wire(URI homeserver, String token, Pacer pacer) {
    this.homeserver = homeserver;
    this.token = token;
    this.pacer = pacer;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();
  }

  /** Asks, and asks again where the homeserver says after how short a time. */
  JsonNode ask(Ask ask) throws MatrixException, InterruptedException {
    for (int n = 1; ; n++) {
      try {
        return once(ask);
      } catch (MatrixException e) {
        boolean worth =
            e.kind() == Kind.LIMITED
                && n < TRIES
                && e.retryAfter().isPositive()
                && e.retryAfter().compareTo(LONGEST_WAIT) <= 0;
        if (!worth) {
          throw e;
        }
        pacer.pause(e.retryAfter());
      }
    }
  }

  private JsonNode once(Ask ask) throws MatrixException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> asked =
        http.sendAsync(request(ask), _ -> new BoundedBody(MOST));
    try {
      // The request's own time limit ends with the headers; this one covers the body as well.
      HttpResponse<byte[]> answer = asked.get(ask.patience().toMillis(), TimeUnit.MILLISECONDS);
      return read(ask, answer);
    } catch (TimeoutException e) {
      throw silent(ask, "no answer within " + ask.patience().toSeconds() + " s");
    } catch (ExecutionException e) {
      throw silent(ask, reason(e.getCause()));
    } finally {
      asked.cancel(true);
    }
  }

  private HttpRequest request(Ask ask) {
    HttpRequest.Builder out =
        HttpRequest.newBuilder(URI.create(homeserver + ask.path()))
            .timeout(ask.patience())
            .header("Authorization", "Bearer " + token)
            .header("Accept", "application/json");
    byte[] body = ask.body();
    if (body == null) {
      return out.method(ask.method(), BodyPublishers.noBody()).build();
    }
    return out.header("Content-Type", ask.type())
        .method(ask.method(), BodyPublishers.ofByteArray(body))
        .build();
  }

  private static JsonNode read(Ask ask, HttpResponse<byte[]> answer) throws MatrixException {
    JsonNode body = parsed(answer.body());
    int status = answer.statusCode();
    if (status >= 200 && status < 300 && body.isContainerNode()) {
      return body;
    }
    if (status >= 200 && status < 400) {
      throw silent(
          ask,
          "status " + status + " and no JSON; check that chat.matrix.homeserver is a homeserver");
    }
    throw Refusals.of(
        ask.what(), status, body, answer.headers().firstValue("Retry-After").orElse(""));
  }

  private static JsonNode parsed(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      // A page of a proxy: the status says all that there is to know.
      return JSON.missingNode();
    }
  }

  /** As bytes. */
  static byte[] bytes(JsonNode node) {
    try {
      return JSON.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("writing JSON", e);
    }
  }

  private static MatrixException silent(Ask ask, String why) {
    return new MatrixException(Kind.UNREACHABLE, ask.what() + ": " + why, Duration.ZERO);
  }

  private static String reason(@Nullable Throwable trouble) {
    return switch (trouble) {
      case null -> "no answer, and no reason given";
      case ConnectException _ ->
          "the homeserver does not answer: connection refused, or no such host";
      default -> Text.line(trouble.getClass().getSimpleName() + ": " + trouble.getMessage(), 160);
    };
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
