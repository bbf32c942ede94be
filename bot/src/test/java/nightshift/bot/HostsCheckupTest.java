package nightshift.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nightshift.bot.checkup.Finding;
import nightshift.bot.checkup.Finding.Verdict;
import nightshift.bot.host.ssh.LoopbackSsh;
import nightshift.config.Settings;
import nightshift.config.SettingsLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostsCheckupTest {

  @TempDir Path folder;

  private List<Finding> findings(String hosts) throws Exception {
    Path file = Files.writeString(folder.resolve("nightshift.yaml"), hosts);
    List<Finding> out = new ArrayList<>();
    new HostsCheckup().examine(SettingsLoader.load(file, Map.of()).value().orElseThrow(), out::add);
    return out;
  }

  private static String yaml(Settings.Ssh ssh) {
    return "hosts: { nas: { ssh: { address: %s, port: %d, user: %s, key_file: %s, known_hosts_file: %s } } }"
        .formatted(ssh.address(), ssh.port(), ssh.user(), ssh.keyFile(), ssh.knownHostsFile());
  }

  @Test
  void a_host_that_can_be_reached_is_well() throws Exception {
    try (LoopbackSsh nas = new LoopbackSsh("nas", folder)) {
      List<Finding> found = findings(yaml(nas.settings()));
      assertThat(found).noneMatch(f -> f.verdict() == Verdict.BAD);
      assertThat(found.getFirst().what()).startsWith("nas: ssh runs a program in ");
    }
  }

  @Test
  void one_that_shows_another_key_is_bad_and_says_what_to_do() throws Exception {
    try (LoopbackSsh nas = new LoopbackSsh("nas", folder)) {
      Path known = nas.settings().knownHostsFile();
      Files.writeString(
          known, "elsewhere" + Files.readString(known).substring("[127.0.0.1]".length()));
      List<Finding> found = findings(yaml(nas.settings()));
      assertThat(found)
          .singleElement()
          .matches(f -> f.verdict() == Verdict.BAD)
          .matches(f -> f.what().contains("is not in " + known))
          .matches(f -> !f.remedy().isEmpty());
    }
  }

  @Test
  void one_that_is_down_is_bad() throws Exception {
    try (LoopbackSsh nas = new LoopbackSsh("nas", folder)) {
      nas.die();
      assertThat(findings(yaml(nas.settings())))
          .singleElement()
          .matches(f -> f.verdict() == Verdict.BAD);
    }
  }

  @Test
  void without_hosts_there_is_nothing_to_look_at() throws Exception {
    assertThat(findings("data: d")).singleElement().matches(f -> f.verdict() == Verdict.NOTE);
  }
}
