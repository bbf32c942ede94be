package nightshift.bot.host.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import nightshift.engine.alert.Redaction;
import nightshift.engine.alert.Text;

/** The end of a container's log, fit to be shown. */
final class LogTail {

  private static final int LONGEST_LINE = 1_000;
  // A line may be huge; what is kept in memory may not.
  private static final int MOST_BYTES_READ = 1 << 20;

  private LogTail() {}

  static List<String> read(DockerClient client, String id, int lines, int bytes)
      throws IOException, InterruptedException {
    try (Collector collector = new Collector()) {
      client
          .logContainerCmd(id)
          .withStdOut(true)
          .withStdErr(true)
          .withTail(lines)
          .exec(collector)
          .awaitCompletion();
      return shown(collector.text(), lines, bytes);
    }
  }

  /** The last lines of {@code raw}: cleaned, redacted, and together at most {@code bytes} long. */
  static List<String> shown(String raw, int lines, int bytes) {
    List<String> all =
        Redaction.of(raw)
            .lines()
            .map(l -> Text.line(uncoloured(l), LONGEST_LINE))
            .filter(l -> !l.isBlank())
            .toList();
    List<String> kept = new ArrayList<>();
    int room = bytes;
    for (String line : all.reversed()) {
      room -= line.getBytes(StandardCharsets.UTF_8).length + 1;
      if (room < 0 || kept.size() == lines) {
        break;
      }
      kept.add(line);
    }
    return List.copyOf(kept.reversed());
  }

  /** Without the escape sequences that programs colour their output with. */
  private static String uncoloured(String line) {
    return line.replaceAll("\u001b\\[[0-9;?]{0,20}[A-Za-z]", "");
  }

  private static final class Collector extends ResultCallback.Adapter<Frame> {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public synchronized void onNext(Frame frame) {
      byte[] payload = frame.getPayload();
      int room = Math.max(0, MOST_BYTES_READ - bytes.size());
      bytes.write(payload, 0, Math.min(room, payload.length));
    }

    synchronized String text() {
      return bytes.toString(StandardCharsets.UTF_8);
    }
  }
}
