package nightshift.bot.host.docker;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import nightshift.bot.host.docker.DockerTrouble.Kind;
import nightshift.engine.action.Durations;
import nightshift.engine.alert.Redaction;
import nightshift.engine.alert.Text;
import org.jspecify.annotations.Nullable;

/** Makes sentences of what docker-java throws. */
final class Troubles {

  private static final int LONGEST = 300;
  private static final int DEEPEST = 12;

  private Troubles() {}

  static DockerTrouble late(String doing, URI engine, Duration after, Kind kind) {
    return new DockerTrouble(
        kind,
        doing
            + ": no answer within "
            + Durations.shown(after)
            + " from the Docker Engine at "
            + engine
            + "; check that it is not overloaded");
  }

  static DockerTrouble of(String doing, URI engine, @Nullable Throwable cause) {
    if (cause instanceof DockerTrouble already) {
      return already;
    }
    if (cause instanceof NotFoundException e) {
      return new DockerTrouble(Kind.NO_SUCH_CONTAINER, doing + ": " + answered(e));
    }
    if (cause instanceof DockerException e) {
      return new DockerTrouble(Kind.REFUSED, doing + ": " + answered(e));
    }
    if (neverSent(cause)) {
      return new DockerTrouble(Kind.UNREACHABLE, doing + ": " + unreachable(engine, cause));
    }
    return new DockerTrouble(
        Kind.NO_ANSWER,
        doing + ": the connection to the Docker Engine at " + engine + " broke: " + words(cause));
  }

  private static String answered(DockerException e) {
    return "Docker refused ("
        + e.getHttpStatus()
        + "): "
        + cleaned(bare(String.valueOf(e.getMessage())));
  }

  /** The engine's sentence: docker-java prefixes "Status 409: ", and may leave it in JSON. */
  static String bare(String text) {
    return text.replaceFirst("^Status \\d{3}: ", "")
        .replaceFirst("^\\{\"message\":\"", "")
        .replaceFirst("\"\\}\\s*$", "");
  }

  /**
   * Whether the request cannot have reached the engine. Only failures to connect prove that; all
   * others might have come after it was sent.
   */
  private static boolean neverSent(@Nullable Throwable cause) {
    @Nullable Throwable t = cause;
    for (int depth = 0; t != null && depth < DEEPEST; depth++, t = t.getCause()) {
      String said = String.valueOf(t.getMessage()).toLowerCase(Locale.ROOT);
      boolean connecting =
          t instanceof ConnectException
              || t instanceof java.net.UnknownHostException
              || t instanceof java.net.NoRouteToHostException
              || t instanceof java.nio.file.NoSuchFileException
              || said.contains("connection refused")
              || said.contains("no such file or directory")
              || said.contains("permission denied")
              || said.contains("is no docker engine")
              || said.contains("unsupported protocol");
      if (connecting) {
        return true;
      }
    }
    return false;
  }

  private static String unreachable(URI engine, @Nullable Throwable cause) {
    String at = "the Docker Engine at " + engine + " cannot be reached";
    if (!"unix".equals(engine.getScheme())) {
      return at + " (" + words(cause) + "); check docker.host, and that the engine listens there";
    }
    Path socket = Path.of(engine.getPath());
    if (!Files.exists(socket)) {
      return at + ": there is no such socket; start Docker, or correct docker.host";
    }
    if (!Files.isWritable(socket)) {
      return at + ": this user may not open the socket; add it to the socket's group";
    }
    return at + " (" + words(cause) + "); check that the Docker daemon runs";
  }

  private static String words(@Nullable Throwable cause) {
    if (cause == null) {
      return "no reason given";
    }
    @Nullable Throwable root = cause;
    for (int depth = 0; root.getCause() != null && depth < DEEPEST; depth++) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : cleaned(root.getMessage());
  }

  private static String cleaned(String text) {
    return Text.line(Redaction.of(text), LONGEST);
  }
}
