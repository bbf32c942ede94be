package nightshift.config;

import java.util.List;

/**
 * What is expected of this machine.
 *
 * @param ports TCP ports that may be listened on beyond the loopback
 * @param search folders in which a scan looks for set-uid files
 */
public record SecuritySettings(List<Integer> ports, List<String> search) {
  public SecuritySettings {
    ports = List.copyOf(ports);
    search = List.copyOf(search);
  }
}
