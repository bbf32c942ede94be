package nightshift.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import nightshift.config.yaml.Loaded;
import nightshift.config.yaml.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppsTest {

  private static final String KEY = "0123456789abcdef0123456789abcdef";

  @TempDir Path folder;

  private Loaded<Settings> load(String sections) throws IOException {
    Path secret = Files.writeString(folder.resolve("key"), KEY + "\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    Path file = folder.resolve("nightshift.yaml");
    Files.writeString(file, "approval: {}\n" + sections + "\n");
    return SettingsLoader.load(file, Map.of("KEY", KEY, "PASSWORD", "secret-6"));
  }

  private String problem(String sections) throws IOException {
    Loaded<Settings> loaded = load(sections);
    assertThat(loaded.problems()).isNotEmpty();
    return loaded.problems().stream().map(Problem::toString).toList().toString();
  }

  @Test
  void an_application_has_an_address_and_a_key_that_is_never_shown() throws Exception {
    Loaded<Settings> loaded =
        load(
            """
            apps:
              sonarr: { kind: sonarr, url: "http://127.0.0.1:8989/base", api_key_file: key }
              radarr: { kind: radarr, url: "http://127.0.0.1:7878", api_key: "${KEY}" }
              qb:
                kind: qbittorrent
                url: http://127.0.0.1:8080
                username: admin
                password: ${PASSWORD}
                container: qbittorrent
            """);
    assertThat(loaded.problems()).isEmpty();
    Map<String, AppSettings> apps = loaded.value().orElseThrow().apps();
    assertThat(apps.get("sonarr").url()).hasToString("http://127.0.0.1:8989/base/");
    assertThat(apps.get("sonarr").apiKey()).contains(KEY);
    assertThat(apps.get("qb").password()).contains("secret-6");
    assertThat(apps.get("qb").container()).contains("qbittorrent");
    assertThat(loaded.toString()).doesNotContain(KEY).doesNotContain("secret-6");
  }

  @Test
  void mistakes_are_named_with_the_nearest_word() throws Exception {
    assertThat(problem("apps: { s: { kind: sonar, url: \"http://x\", api_key_file: key } }"))
        .contains("did you mean \"sonarr\"");
    assertThat(problem("apps: { s: { kind: sonarr, ulr: \"http://x\", api_key_file: key } }"))
        .contains("unknown key \"ulr\"; did you mean \"url\"");
    assertThat(problem("apps: { s: { kind: sonarr, url: \"http://x\" } }"))
        .contains("\"api_key_file\" is missing");
    assertThat(problem("apps: { s: { kind: sonarr, url: \"http://x\", api_key: " + KEY + " } }"))
        .contains("a secret does not belong in this file")
        .doesNotContain(KEY);
    assertThat(problem("apps: { s: { kind: qbittorrent, url: \"http://x\", username: a } }"))
        .contains("belong together");
    assertThat(problem("apps: { s: { kind: transmission, url: \"http://x\", api_key_file: key } }"))
        .contains("takes a username and a password_file");
    assertThat(
            problem(
                "apps: { s: { kind: qbittorrent, url: \"http://x\", container: a, service: b } }"))
        .contains("not both");
    assertThat(problem("apps: { s: { kind: sonarr, url: \"ftp://x\", api_key_file: key } }"))
        .contains("must be a URL");
  }

  @Test
  void processes_are_listed_by_whole_paths_and_nothing_is_listed_unless_written() throws Exception {
    assertThat(load("").value().orElseThrow().processes().allow()).isEmpty();
    Settings settings =
        load("processes: { allow: [/usr/bin/ffmpeg] }\nsecurity: { ports: [22, 443] }")
            .value()
            .orElseThrow();
    assertThat(settings.processes().allow()).containsExactly("/usr/bin/ffmpeg");
    assertThat(settings.security().ports()).containsExactly(22, 443);
    assertThat(settings.security().search()).contains("/usr");
    for (String odd : new String[] {"ffmpeg", "/usr/bin/", "\"*\"", "/usr/../bin/x"}) {
      assertThat(problem("processes: { allow: [" + odd + "] }"))
          .as(odd)
          .contains("must be a whole path");
    }
    assertThat(problem("security: { ports: [70000] }")).contains("from 1 to 65535");
  }
}
