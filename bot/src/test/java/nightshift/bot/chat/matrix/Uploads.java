package nightshift.bot.chat.matrix;

import io.javalin.http.Context;
import java.util.HashMap;
import java.util.Map;

/** The files of a homeserver. */
final class Uploads {

  private final FakeHomeserver home;
  private final Map<String, Stored> files = new HashMap<>();

  /** A file as it was uploaded. */
  record Stored(String type, byte[] bytes) {}

  Uploads(FakeHomeserver home) {
    this.home = home;
  }

  synchronized void take(Context ctx) {
    switch (home.uploads) {
      case 0 -> store(ctx);
      case 403 -> FakeHomeserver.refuse(ctx, home.uploads, "M_FORBIDDEN");
      case 413 -> FakeHomeserver.refuse(ctx, home.uploads, "M_TOO_LARGE");
      default -> ctx.status(home.uploads).result("<html>no</html>");
    }
  }

  private void store(Context ctx) {
    String address = "mxc://test.example/" + files.size();
    files.put(address, new Stored(String.valueOf(ctx.contentType()), ctx.bodyAsBytes()));
    FakeHomeserver.json(ctx, FakeHomeserver.object("{\"content_uri\":\"" + address + "\"}"));
  }

  /** A stored file with its type. */
  synchronized Stored stored(String address) {
    return java.util.Objects.requireNonNull(files.get(address), address);
  }
}
