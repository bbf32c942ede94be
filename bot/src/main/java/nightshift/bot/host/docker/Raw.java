package nightshift.bot.host.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The engine's HTTP API where docker-java has no call for it, or would lose what it does not know.
 * Paths without a version speak the engine's own newest one.
 *
 * @see <a href="https://docs.docker.com/reference/api/engine/">Docker Engine API</a>
 */
record Raw(DockerHttpClient http) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST = 32 << 20;
  private static final int BLOCK = 1 << 16;

  JsonNode get(String path) throws IOException {
    return get(path, Map.of());
  }

  JsonNode get(String path, Map<String, String> headers) throws IOException {
    return json(Request.builder().method(Request.Method.GET).path(path).headers(headers).build());
  }

  JsonNode delete(String path) throws IOException {
    return json(Request.builder().method(Request.Method.DELETE).path(path).build());
  }

  JsonNode post(String path, @Nullable JsonNode body) throws IOException {
    byte[] bytes = body == null ? new byte[0] : JSON.writeValueAsBytes(body);
    return json(
        Request.builder()
            .method(Request.Method.POST)
            .path(path)
            .headers(Map.of("Content-Type", "application/json"))
            .bodyBytes(bytes)
            .build());
  }

  /** Posts nothing, and gives the lines of progress that the engine tells. */
  String text(String path, Map<String, String> headers) throws IOException {
    try (Response answer =
        http.execute(
            Request.builder()
                .method(Request.Method.POST)
                .path(path)
                .headers(headers)
                .bodyBytes(new byte[0])
                .build())) {
      return checked(answer);
    }
  }

  /** Sends a tar. Gives the progress that the engine told, which may hold an error. */
  String send(String path, InputStream tar) throws IOException {
    try (Response answer =
        http.execute(
            Request.builder()
                .method(Request.Method.POST)
                .path(path)
                .headers(Map.of("Content-Type", "application/x-tar"))
                .body(tar)
                .build())) {
      return checked(answer);
    }
  }

  /** Receives a file of any size; gives up when interrupted. */
  long receive(String path, OutputStream to) throws IOException, InterruptedException {
    try (Response answer =
        http.execute(Request.builder().method(Request.Method.GET).path(path).build())) {
      if (answer.getStatusCode() != 200) {
        checked(answer);
        throw new IOException("it answered with status " + answer.getStatusCode());
      }
      byte[] block = new byte[BLOCK];
      InputStream in = answer.getBody();
      long all = 0;
      for (int n = in.read(block); n >= 0; n = in.read(block)) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        to.write(block, 0, n);
        all += n;
      }
      return all;
    }
  }

  private JsonNode json(Request request) throws IOException {
    try (Response answer = http.execute(request)) {
      String text = checked(answer);
      return text.isBlank() ? MissingNode.getInstance() : JSON.readTree(text);
    }
  }

  private static String checked(Response answer) throws IOException {
    byte[] bytes = answer.getBody().readNBytes(MOST);
    if (bytes.length == MOST) {
      throw new IOException("it answered with more than 32 MiB");
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    int status = answer.getStatusCode();
    if (status == 404) {
      throw new NotFoundException(message(text));
    }
    if (status >= 400) {
      throw new DockerException(message(text), status);
    }
    return text;
  }

  private static String message(String body) {
    try {
      return JSON.readTree(body).path("message").asText(body);
    } catch (JsonProcessingException plain) {
      return body;
    }
  }
}
