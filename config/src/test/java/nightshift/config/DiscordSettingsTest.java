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

class DiscordSettingsTest {

  private static final String TOKEN = "not-a-token-but-long-enough";
  private static final String IDS =
      "guild: \"111111111111111111\", channel: \"222222222222222222\"";

  @TempDir Path folder;

  private Loaded<Settings> load(String room) throws IOException {
    Path secret = folder.resolve("discord.token");
    Files.writeString(secret, TOKEN + "\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    Path file = folder.resolve("nightshift.yaml");
    Files.writeString(file, "approval: {}\nchat:\n  discord: " + room + "\n");
    return SettingsLoader.load(file, Map.of("DISCORD", TOKEN));
  }

  private static String problem(Loaded<Settings> loaded) {
    assertThat(loaded.problems()).isNotEmpty();
    return loaded.problems().stream().map(Problem::toString).toList().toString();
  }

  @Test
  void the_room_has_a_token_that_is_never_shown_and_the_usual_addresses() throws Exception {
    Loaded<Settings> loaded =
        load(
            "{ token_file: discord.token, "
                + IDS
                + ", roles: { oncall: \"333333333333333333\" } }");
    assertThat(loaded.problems()).isEmpty();
    Settings.Discord room = loaded.value().orElseThrow().discord().orElseThrow();
    assertThat(room.token()).isEqualTo(TOKEN);
    assertThat(room.roles()).containsEntry("oncall", "333333333333333333");
    assertThat(room.restUrl()).hasToString("https://discord.com/api/v10/");
    assertThat(room.gatewayUrl()).hasToString("wss://gateway.discord.gg/");
    assertThat(loaded.toString()).doesNotContain(TOKEN);
  }

  @Test
  void the_token_may_come_from_the_environment_and_the_addresses_from_the_file() throws Exception {
    Loaded<Settings> loaded =
        load(
            "{ token: \"${DISCORD}\", "
                + IDS
                + ", rest_url: http://127.0.0.1:1/api/v10, gateway_url: ws://127.0.0.1:1/g }");
    assertThat(loaded.problems()).isEmpty();
    Settings.Discord room = loaded.value().orElseThrow().discord().orElseThrow();
    assertThat(room.token()).isEqualTo(TOKEN);
    assertThat(room.restUrl()).hasToString("http://127.0.0.1:1/api/v10/");
  }

  @Test
  void mistakes_are_named() throws Exception {
    assertThat(problem(load("{ " + IDS + " }"))).contains("token_file").contains("missing");
    assertThat(problem(load("{ token: written-right-here-long, " + IDS + " }")))
        .contains("a secret does not belong in this file")
        .doesNotContain("written-right-here");
    assertThat(problem(load("{ token_file: discord.token, guild: \"home\" }")))
        .contains("numeric id")
        .contains("channel");
    assertThat(problem(load("{ token_file: discord.token, " + IDS + ", chanel: \"1\" }")))
        .contains("chanel")
        .contains("channel");
  }

  @Test
  void without_the_section_there_is_no_room() throws Exception {
    Path file = folder.resolve("nightshift.yaml");
    Files.writeString(file, "approval: {}\n");
    assertThat(SettingsLoader.load(file, Map.of()).value().orElseThrow().discord()).isEmpty();
  }
}
