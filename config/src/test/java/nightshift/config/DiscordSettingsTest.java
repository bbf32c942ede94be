package nightshift.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import nightshift.config.yaml.Loaded;
import nightshift.config.yaml.Problem;
import nightshift.engine.action.Risk;
import nightshift.engine.alert.Severity;
import nightshift.engine.policy.Attention;
import nightshift.engine.policy.QuietHours;
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
    DiscordSettings room = loaded.value().orElseThrow().discord().orElseThrow();
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
    DiscordSettings room = loaded.value().orElseThrow().discord().orElseThrow();
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

  @Test
  void routes_say_which_plans_go_to_which_channel() throws Exception {
    Loaded<Settings> loaded =
        load(
            "{ token_file: discord.token, "
                + IDS
                + ", channels: [{ channel: \"444444444444444444\", playbooks: [\"disk-*\"],"
                + " severity: [high, critical], match: ['env=\"lab\"'] }] }");
    assertThat(loaded.problems()).isEmpty();
    DiscordSettings room = loaded.value().orElseThrow().discord().orElseThrow();
    assertThat(room.channels()).containsExactly("222222222222222222", "444444444444444444");
    DiscordSettings.Route route = room.routes().getFirst();
    assertThat(route.playbooks()).containsExactly("disk-*");
    assertThat(route.severities()).containsExactly(Severity.HIGH, Severity.CRITICAL);
    assertThat(route.match()).isPresent();
  }

  @Test
  void a_route_for_everything_is_a_mistake() throws Exception {
    Loaded<Settings> loaded =
        load(
            "{ token_file: discord.token, "
                + IDS
                + ", channels: [{ channel: \"444444444444444444\" }] }");
    assertThat(problem(loaded)).contains("which plans go to this channel?");
  }

  private Loaded<Settings> notify(String text) throws IOException {
    Path file = folder.resolve("notify.yaml");
    Files.writeString(
        file, "approval: {}\npeople: [{ name: alice, roles: [oncall] }]\nnotify: " + text + "\n");
    return SettingsLoader.load(file, Map.of());
  }

  @Test
  void how_loudly_people_are_asked_is_read_and_usual_when_nothing_is_said() throws Exception {
    Loaded<Settings> loaded =
        notify(
            "{ remind: 10m, quiet_hours: { from: \"22:00\", to: \"07:00\", zone: Europe/Berlin },"
                + " direct: { roles: [oncall], from: critical } }");
    assertThat(loaded.problems()).isEmpty();
    assertThat(loaded.value().orElseThrow().attention())
        .isEqualTo(
            new Attention(
                Duration.ofMinutes(10),
                new QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 0), ZoneId.of("Europe/Berlin")),
                new Attention.Direct(List.of("oncall"), Risk.CRITICAL)));
    assertThat(notify("{}").value().orElseThrow().attention()).isEqualTo(Attention.USUAL);
  }

  @Test
  void quiet_hours_without_an_end_or_in_no_zone_are_mistakes() throws Exception {
    assertThat(problem(notify("{ quiet_hours: { from: \"22:00\" } }")))
        .contains("\"to\" is missing");
    assertThat(problem(notify("{ quiet_hours: { from: \"7:00\", to: \"07:00\" } }")))
        .contains("a time of day in quotes");
    assertThat(problem(notify("{ quiet_hours: { from: \"07:00\", to: \"07:00\" } }")))
        .contains("are the same");
    assertThat(
            problem(notify("{ quiet_hours: { from: \"22:00\", to: \"07:00\", zone: Mars/One } }")))
        .contains("no time zone \"Mars/One\"");
    assertThat(problem(notify("{ direct: { roles: [oncal] } }"))).contains("oncall");
  }
}
