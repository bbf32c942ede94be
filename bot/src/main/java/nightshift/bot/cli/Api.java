package nightshift.bot.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks the running server. Every answer that is not a success becomes a {@link CommandFailed}. */
public final class Api {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final int LARGEST_ANSWER = 32 << 20;

  private final URI server;
  private final String token;
  private final HttpClient http;

  /**
   * @param server {@code http://127.0.0.1:3100}
   * @param token whose rights are used; empty to ask as a stranger
   */
  public Api(URI server, String token) {
    this.server = server;
    this.token = token;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
  }

  /** GET of a path with its query. */
  public JsonNode get(String path) {
    return tree(send(request(path).GET().build()));
  }

  /** POST of a JSON body. */
  public JsonNode post(String path, JsonNode body) {
    return post(path, body.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** POST of bytes that are said to be JSON. */
  public JsonNode post(String path, byte[] body) {
    HttpRequest.Builder request = request(path).header("Content-Type", "application/json");
    return tree(send(request.POST(HttpRequest.BodyPublishers.ofByteArray(body)).build()));
  }

  /** GET of something long; the caller closes it. */
  InputStream stream(String path) {
    HttpResponse<InputStream> answer = send(request(path).GET().build());
    refuseUnlessSuccess(answer);
    return answer.body();
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path)).timeout(ANSWER);
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  private HttpResponse<InputStream> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (HttpTimeoutException slow) {
      throw new CommandFailed(
          Exit.TIMED_OUT, "asking " + server + ": no answer in time; check how busy the server is");
    } catch (IOException unreachable) {
      throw new CommandFailed(
          Exit.FAILED,
          "asking "
              + server
              + ": nobody answers there; check that \"nightshift serve\" is running, and that"
              + " --server or NIGHTSHIFT_SERVER names its address");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new CommandFailed(Exit.FAILED, "asking " + server + ": interrupted");
    }
  }

  private JsonNode tree(HttpResponse<InputStream> answer) {
    refuseUnlessSuccess(answer);
    return parsed(body(answer));
  }

  private void refuseUnlessSuccess(HttpResponse<InputStream> answer) {
    if (answer.statusCode() / 100 != 2) {
      throw refusal(answer.statusCode(), body(answer));
    }
  }

  private CommandFailed refusal(int status, String body) {
    if (status == 401 && token.isEmpty()) {
      return new CommandFailed(
          Exit.NOT_ALLOWED,
          "asking " + server + ": a token is needed; set NIGHTSHIFT_TOKEN or give --token-file");
    }
    JsonNode problem = MissingNode.getInstance();
    try {
      problem = JSON.readTree(body);
    } catch (JsonProcessingException notOurs) {
      // Something else answers on that port, or a proxy is between: the status has to do.
    }
    String said = Printing.text(problem, "detail");
    if (said.isEmpty()) {
      said = Printing.text(problem, "title");
    }
    if (status == 401 && !said.isEmpty()) {
      said =
          "asking "
              + server
              + ": "
              + said
              + "; check NIGHTSHIFT_TOKEN or --token-file, and that this is the right server";
    }
    boolean refused = Printing.text(problem, "type").contains("refused");
    return new CommandFailed(
        refused ? Exit.REFUSED : Exit.of(status),
        said.isEmpty() ? "the server answered with HTTP status " + status : said + lines(problem));
  }

  /** What the server says line by line, such as each mistake in its configuration. */
  private static String lines(JsonNode problem) {
    StringBuilder out = new StringBuilder();
    problem
        .path("lines")
        .forEach(line -> out.append(out.isEmpty() ? ": " : "; ").append(line.asText()));
    return out.toString();
  }

  private String body(HttpResponse<InputStream> answer) {
    try (InputStream in = answer.body()) {
      return new String(in.readNBytes(LARGEST_ANSWER), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new CommandFailed(Exit.FAILED, "reading the answer of " + server + ": it broke off");
    }
  }

  private JsonNode parsed(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException notJson) {
      throw new CommandFailed(
          Exit.FAILED, "asking " + server + ": the answer is no JSON; is this Nightshift?");
    }
  }
}
