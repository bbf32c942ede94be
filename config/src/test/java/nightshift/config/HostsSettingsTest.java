package nightshift.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import nightshift.config.yaml.Loaded;
import nightshift.config.yaml.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostsSettingsTest {

  private static final String SSH =
      "ssh: { address: nas.lan, user: nightshift, key_file: key, known_hosts_file: known }";
  private static final String TLS = "tls: { ca_file: known, cert_file: known, key_file: key }";

  @TempDir Path folder;
  private Marked marked;

  @BeforeEach
  void files() throws Exception {
    Path key = Files.writeString(folder.resolve("key"), "-----BEGIN OPENSSH PRIVATE KEY-----");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(folder.resolve("known"), "");
    marked = new Marked(folder.resolve("nightshift.yaml"), f -> SettingsLoader.load(f, Map.of()));
  }

  private Settings good(String text) {
    Loaded<?> loaded = marked.load(text);
    assertThat(loaded.problems()).filteredOn(Problem::isError).isEmpty();
    return (Settings) loaded.value().orElseThrow();
  }

  @Test
  void a_host_is_read_with_its_usual_port() {
    Settings.Host nas = good("hosts: { nas: { " + SSH + " } }").hosts().get("nas");
    Settings.Ssh ssh = nas.ssh().orElseThrow();
    assertThat(ssh.address()).isEqualTo("nas.lan");
    assertThat(ssh.port()).isEqualTo(22);
    assertThat(ssh.keyFile()).isEqualTo(folder.resolve("key"));
    assertThat(nas.docker()).isEmpty();
  }

  @Test
  void docker_is_reached_through_ssh_or_with_tls() {
    Settings settings =
        good(
            ("hosts:\n  nas: { %s, docker: { host: 'ssh:docker', containers: [web] } }\n"
                    + "  box: { docker: { host: 'tcp://box.lan:2376', %s, containers: [web] } }\n")
                .formatted(SSH, TLS));
    assertThat(settings.hosts().get("nas").docker().orElseThrow().host()).hasScheme("ssh");
    assertThat(settings.hosts().get("box").docker().orElseThrow().tls()).isPresent();
  }

  @Test
  void a_key_that_others_can_read_is_a_warning() throws Exception {
    Files.setPosixFilePermissions(
        folder.resolve("key"), PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(marked.problems("hosts: { nas: { " + SSH + " } }"))
        .anyMatch(p -> p.message().contains("run chmod 600 on it"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '^',
      value = {
        "hosts: { nas: §{} } ^ says neither ssh nor docker",
        "hosts: { §local: { SSH } } ^ is this machine",
        "hosts: { §NAS: { SSH } } ^ lower-case letters",
        "hosts: { nas: { ssh: §{ user: a, key_file: key, known_hosts_file: known } } } ^ \"address\" is missing",
        "hosts: { nas: { ssh: §{ address: a, user: a, key_file: key } } } ^ \"known_hosts_file\" is missing",
        "hosts: { nas: { ssh: { address: a, user: a, key_file: §gone, known_hosts_file: known } } } ^ cannot read",
        "hosts: { nas: { ssh: { address: §'-oProxyCommand=x', user: a, key_file: key, known_hosts_file: known } } } ^ must be a host name",
        "hosts: { nas: { ssh: { address: a, user: §'a b', key_file: key, known_hosts_file: known } } } ^ must be a user",
        "hosts: { nas: { ssh: { address: a, port: §70000, user: a, key_file: key, known_hosts_file: known } } } ^ from 1 to 65535",
        "hosts: { nas: { ssh: { address: a, §pasword: x, user: a, key_file: key, known_hosts_file: known } } } ^ unknown key",
        "hosts: { nas: { docker: { host: §'ssh:docker', containers: [a] } } } ^ it has no ssh section",
        "hosts: { nas: { docker: { host: §'tcp://nas.lan:2375', containers: [a] } } } ^ Docker for everybody on the network",
        "hosts: { nas: { docker: { host: §'unix:///x', containers: [a] } } } ^ must be a URL (tcp, ssh)",
        "hosts: { nas: { SSH, docker: { host: 'ssh:docker', §tls: {}, containers: [a] } } } ^ is for tcp:// alone",
        "actions: [{ name: a, argv: [/b], host: §nas }] ^ there is no host \"nas\" with ssh",
        "actions: [{ name: a, argv: [/b], user: §'root;x' }] ^ must be the name of a user",
        "actions: [{ name: a, argv: [/b], inputs: { f: §{ type: file } } }] ^ \"folder\" is missing",
        "actions: [{ name: a, argv: [/b], inputs: { f: { type: name, §folder: /x } } }] ^ is for the type file alone",
        "actions: [{ name: a, argv: [/b], inputs: { f: { type: file, folder: /x, default: §/y/z } } }] ^ is not below /x",
      })
  void mistakes_are_found_where_they_are(String text, String message) {
    assertThat(marked.problem(text.replace("SSH", SSH)).message()).contains(message);
  }

  @Test
  void an_action_may_name_a_host_with_ssh_or_this_one() {
    Settings settings =
        good(
            "hosts: { nas: { "
                + SSH
                + " } }\nactions:\n  - { name: a, argv: [/b], host: nas, user: backup }\n"
                + "  - { name: c, argv: [/b], host: local }\n");
    assertThat(settings.actions().getFirst().host()).contains("nas");
    assertThat(settings.actions().getFirst().user()).contains("backup");
  }
}
