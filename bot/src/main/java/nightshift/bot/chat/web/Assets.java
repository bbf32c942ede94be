package nightshift.bot.chat.web;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import nightshift.engine.plan.Digests;

/**
 * The few files that pages need, from our own jar. Their address holds the hash of their content,
 * so browsers may keep them for ever.
 */
final class Assets {

  private static final String WEBJARS = "/META-INF/resources/webjars/";

  private enum File {
    CSS("nightshift.css", "text/css", "nightshift.css"),
    SCRIPT("nightshift.js", "text/javascript", "nightshift.js"),
    MOON("moon.svg", "image/svg+xml", "moon.svg"),
    HTMX("htmx.js", "text/javascript", WEBJARS + "htmx.org/2.0.8/dist/htmx.min.js"),
    SSE("sse.js", "text/javascript", WEBJARS + "htmx-ext-sse/2.2.2/sse.js");

    private final String name;
    private final String type;
    private final String resource;

    File(String name, String type, String resource) {
      this.name = name;
      this.type = type;
      this.resource = resource;
    }
  }

  private record Loaded(String text, String type) {}

  private static final Map<String, Loaded> BY_PATH = new HashMap<>();
  private static final Map<File, String> PATHS = new HashMap<>();

  static {
    for (File f : File.values()) {
      String text = read(f.resource);
      String path = "/assets/" + Digests.sha256(text).substring(0, 12) + "/" + f.name;
      BY_PATH.put(path, new Loaded(text, f.type));
      PATHS.put(f, path);
    }
  }

  private Assets() {}

  static String css() {
    return path(File.CSS);
  }

  static String moon() {
    return path(File.MOON);
  }

  /** The scripts, in the order in which they must run. */
  static java.util.List<String> scripts() {
    return java.util.List.of(path(File.HTMX), path(File.SSE), path(File.SCRIPT));
  }

  /** Serves {@code /assets/…}. Public: there is nothing in it that is not in the jar. */
  static void serve(Context ctx) {
    Loaded file = BY_PATH.get(ctx.path());
    if (file == null) {
      ctx.status(404).contentType("text/plain").result("there is no such file");
      return;
    }
    ctx.contentType(file.type() + "; charset=utf-8")
        .header("Cache-Control", "public, max-age=31536000, immutable")
        .result(file.text());
  }

  private static String path(File file) {
    return java.util.Objects.requireNonNull(PATHS.get(file));
  }

  private static String read(String resource) {
    try (InputStream in = Assets.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the program was built without " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + resource + " from the program's own jar", e);
    }
  }
}
