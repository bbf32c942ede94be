package nightshift.bot.loopback.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One request as it came.
 *
 * @param path without the prefix of the API
 * @param ids what the path names, by kind: channel, message, token
 * @param authorization the header; empty without one
 * @param body missing when there is none
 * @param files what was uploaded with it
 */
public record Call(
    String method,
    String path,
    Map<String, String> ids,
    String authorization,
    JsonNode body,
    List<String> files) {

  /** Reads a request below this prefix. */
  static Call of(Context ctx, String prefix) throws IOException {
    boolean parts = ctx.isMultipartFormData();
    String text = parts ? String.valueOf(ctx.formParam("payload_json")) : ctx.body();
    List<String> files = new ArrayList<>();
    for (UploadedFile file : parts ? ctx.uploadedFiles() : List.<UploadedFile>of()) {
      try (InputStream in = file.content()) {
        files.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return new Call(
        ctx.method().name(),
        ctx.path().substring(prefix.length()),
        Map.copyOf(ctx.pathParamMap()),
        Objects.requireNonNullElse(ctx.header("Authorization"), ""),
        text.isBlank() ? MissingNode.getInstance() : Shapes.JSON.readTree(text),
        List.copyOf(files));
  }

  /** An id in the path. */
  String id(String kind) {
    return Objects.requireNonNull(ids.get(kind), kind);
  }
}
