package nightshift.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.config.Settings;
import org.junit.jupiter.api.Test;

/** Which machines there are. */
class InventoryTest {

  @Test
  void every_host_with_an_engine_has_it_open_and_one_without_has_none() throws Exception {
    Settings.Docker engine =
        new Settings.Docker(URI.create("tcp://127.0.0.1:1"), List.of("web"), List.of(), false);
    Settings.Ssh ssh =
        new Settings.Ssh("127.0.0.1", 22, "nightshift", Path.of("/no/key"), Path.of("/no/hosts"));
    Map<String, Settings.Host> hosts =
        Map.of(
            "box", new Settings.Host(Optional.empty(), Optional.of(engine)),
            "nas", new Settings.Host(Optional.of(ssh), Optional.empty()));
    try (Inventory inventory = new Inventory(hosts)) {
      assertThat(inventory.engines()).containsOnlyKeys("box");
      assertThat(inventory.remote()).containsOnlyKeys("nas");
    }
  }
}
