package nightshift.bot.host.docker;

import com.github.dockerjava.api.model.HostConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which containers may do on their machine what root may. */
public final class Privileged {

  private static final Duration LOOK = Duration.ofSeconds(10);
  private static final String SOCKET = "/docker.sock";

  private Privileged() {}

  /**
   * Looks at every allowed container.
   *
   * @return one line for each that is privileged, shares the machine's processes or network, or
   *     holds Docker's own socket
   */
  public static List<String> among(DockerHost host) throws DockerTrouble, InterruptedException {
    List<String> out = new ArrayList<>();
    for (String name : host.list()) {
      @Nullable HostConfig config =
          host.link()
              .call(
                  "looking at container \"" + name + "\"",
                  LOOK,
                  c -> c.inspectContainerCmd(name).exec().getHostConfig());
      List<String> rights = config == null ? List.of() : rights(config);
      if (!rights.isEmpty()) {
        out.add("container \"" + name + "\" " + String.join(", ", rights));
      }
    }
    return out;
  }

  private static List<String> rights(HostConfig config) {
    List<String> out = new ArrayList<>();
    if (Boolean.TRUE.equals(config.getPrivileged())) {
      out.add("is privileged");
    }
    if ("host".equals(config.getPidMode())) {
      out.add("sees the machine's processes");
    }
    if ("host".equals(config.getNetworkMode())) {
      out.add("uses the machine's network");
    }
    if (Arrays.toString(config.getBinds()).contains(SOCKET)) {
      out.add("holds Docker's socket");
    }
    return out;
  }
}
