package nightshift.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import nightshift.config.yaml.Loaded;
import nightshift.config.yaml.Problem;
import nightshift.engine.plan.Digests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

  private static final String SECRET = "hunter2-hunter2-hunter2";

  @TempDir Path folder;

  private Loaded<Settings> load(String text) throws IOException {
    Path file = folder.resolve("nightshift.yaml");
    Files.writeString(file, text);
    return SettingsLoader.load(file, Map.of("ALICE", SECRET));
  }

  private Path secret(String mode) throws IOException {
    Path file = folder.resolve("alice.token");
    Files.writeString(file, "  " + SECRET + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private static void assertHashed(Loaded<Settings> loaded) {
    Settings settings = loaded.value().orElseThrow();
    String hash = Digests.sha256(SECRET);
    assertThat(settings.people().getFirst().tokenHash()).contains(hash);
    assertThat(settings.toString()).doesNotContain(SECRET).doesNotContain(hash);
    assertThat(loaded.toString()).doesNotContain(SECRET).doesNotContain(hash);
  }

  @Test
  void a_secret_in_a_file_is_trimmed_and_only_its_hash_is_kept() throws Exception {
    secret("rw-------");
    Loaded<Settings> loaded =
        load("people: [{ name: alice, token_file: alice.token }]\napproval: {}\n");
    assertThat(loaded.problems()).isEmpty();
    assertHashed(loaded);
  }

  @Test
  void a_secret_from_the_environment_is_kept_as_a_hash() throws Exception {
    assertHashed(load("people: [{ name: alice, token: \"${ALICE}\" }]\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----"})
  void a_secret_that_others_can_read_is_a_warning(String mode) throws Exception {
    secret(mode);
    Loaded<Settings> loaded =
        load("people: [{ name: alice, token_file: alice.token }]\napproval: {}\n");
    assertThat(loaded.problems())
        .singleElement()
        .matches(p -> p.level() == Problem.Level.WARNING && p.column() == 37)
        .asString()
        .contains("run chmod 600 on it");
    assertThat(loaded.ok()).isTrue();
    assertHashed(loaded);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "people: [{ name: alice, token: " + SECRET + " }]",
        "people: [{ name: alice, token: '" + SECRET + "', rols: [x] }]",
        "people:\n  - name: alice\n    token:\n      " + SECRET + "\n",
        "people:\n  - name: alice\n    token: |\n      " + SECRET + "\n",
        "people:\n  - name: alice\n    token:\n      - " + SECRET + "\n    roles: [",
        "people:\n  - name: alice\n    token:\n      " + SECRET + "\n      : [",
        "people: [{ name: alice, tokne: " + SECRET + " }]",
        "people: [{ name: alice, password: \"" + SECRET + "\" }]",
        "people: [{ name: alice, token: " + SECRET,
        "people: [{ name: alice, token_file: x, token: " + SECRET + " }]",
        "people: [{ name: alice, token: [" + SECRET + "] }]",
        "people: [{ name: alice, token: { a: " + SECRET + " } }]",
        "people: [{ name: alice, token: " + SECRET + "${ALICE} }]",
      })
  void a_secret_in_the_settings_is_refused_and_never_repeated(String text) throws Exception {
    Loaded<Settings> loaded = load(text);
    assertThat(loaded.ok()).isFalse();
    assertThat(loaded.value()).isEmpty();
    assertThat(loaded.problems().toString()).doesNotContain("hunter2");
    assertThat(CheckReport.render(loaded.problems())).doesNotContain("hunter2");
  }

  @Test
  void a_literal_secret_says_what_to_write_instead() throws Exception {
    assertThat(load("people: [{ name: alice, token: " + SECRET + " }]").problems())
        .extracting(Problem::message)
        .contains(
            "people[0].token: a secret does not belong in this file; write token_file: PATH, or"
                + " token: ${NAME}");
  }

  @Test
  void a_short_token_is_refused() throws Exception {
    Files.writeString(folder.resolve("t"), "short");
    assertThat(load("people: [{ name: alice, token_file: t }]").problems().toString())
        .contains("a token has 16 to 1024 characters")
        .doesNotContain("short");
  }

  @Test
  void a_folder_or_an_endless_device_is_no_secret() throws Exception {
    for (String path : List.of(".", "/dev/zero")) {
      assertThat(load("people: [{ name: alice, token_file: " + path + " }]").ok()).isFalse();
    }
  }

  @Test
  void the_environment_of_a_command_is_not_in_its_text() throws Exception {
    Loaded<Settings> loaded =
        load("actions: [{ name: a, argv: [/bin/true], env: { KEY: \"${ALICE}\" } }]");
    Settings settings = loaded.value().orElseThrow();
    assertThat(settings.actions().getFirst().environment()).containsEntry("KEY", SECRET);
    assertThat(settings.toString()).doesNotContain(SECRET);
  }

  @Test
  void a_login_to_a_registry_is_read_for_each_engine_and_never_shown() throws Exception {
    String document = "{" + "x".repeat(4_000) + "}";
    Files.writeString(secret("rw-------"), document);
    Loaded<Settings> loaded =
        load(
            """
            approval: {}
            docker:
              containers: [web]
              registries:
                ghcr.io: { username: robot-here, password: "${ALICE}" }
                registry.lan:5000: { username: "${ALICE}", password_file: alice.token }
            hosts:
              nas:
                docker:
                  host: tcp://127.0.0.1:2375
                  containers: [web]
                  registries: { docker.io: { username: robot-there, password: "${ALICE}" } }
            """);

    assertThat(loaded.problems()).isEmpty();
    Settings settings = loaded.value().orElseThrow();
    assertThat(settings.docker().orElseThrow().registries())
        .containsOnly(
            Map.entry("ghcr.io", new RegistryLogin("robot-here", SECRET)),
            Map.entry("registry.lan:5000", new RegistryLogin(SECRET, document)));
    assertThat(settings.hosts().get("nas").docker().orElseThrow().registries())
        .containsOnly(Map.entry("docker.io", new RegistryLogin("robot-there", SECRET)));
    assertThat(loaded.toString())
        .doesNotContain(SECRET)
        .doesNotContain(document)
        .doesNotContain("robot");
  }
}
