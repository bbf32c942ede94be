package nightshift.bot.chat.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import nightshift.bot.checkup.Finding;
import nightshift.bot.checkup.Finding.Verdict;
import nightshift.bot.loopback.discord.Shapes;
import nightshift.config.DiscordSettings;
import nightshift.config.Settings;
import nightshift.engine.contract.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code nightshift doctor discord}, against the stand-in. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class DiscordCheckupTest {

  private final FakeDiscord discord = new FakeDiscord();

  @AfterEach
  void close() {
    discord.close();
  }

  private List<Finding> examine(DiscordSettings to, String... ids) throws InterruptedException {
    List<Settings.Member> people = new ArrayList<>();
    for (String id : ids) {
      people.add(new Settings.Member("alice", List.of(), Map.of("discord", id), Optional.empty()));
    }
    List<Finding> out = new ArrayList<>();
    new DiscordCheckup(new SettableClock()).examine(Optional.ofNullable(to), people, out::add);
    return out;
  }

  private static List<String> bad(List<Finding> all) {
    return all.stream()
        .filter(f -> f.verdict() == Verdict.BAD)
        .map(f -> f.what() + " -> " + f.remedy())
        .toList();
  }

  @Test
  void a_good_set_up_is_good_in_every_point_and_the_test_card_is_gone_again() throws Exception {
    discord.routes =
        List.of(
            new DiscordSettings.Route(Shapes.LAB, List.of("lab-*"), List.of(), Optional.empty()));
    List<Finding> all = examine(discord.settings(), "333000000000000001");
    assertThat(bad(all)).isEmpty();
    assertThat(all.stream().map(Finding::what))
        .anyMatch(w -> w.contains("alice"))
        .anyMatch(w -> w.contains("token"))
        .anyMatch(w -> w.contains("no Interactions Endpoint URL"))
        .anyMatch(w -> w.contains("guild: home"))
        .anyMatch(w -> w.contains("[oncall]"))
        .anyMatch(w -> w.contains("/remediation is not registered yet"))
        .anyMatch(w -> w.contains("posted in #night and removed"))
        .anyMatch(w -> w.contains("posted in #lab and removed"));
    assertThat(discord.calls("POST", "/messages")).hasSize(2);
    assertThat(discord.cards()).isEmpty();
    assertThat(discord.violations()).isEmpty();
  }

  @Test
  void a_refused_token_ends_the_examination_with_what_to_do() throws Exception {
    discord.faults.tokenRefused = true;
    List<String> bad = bad(examine(discord.settings(), "333000000000000001"));
    assertThat(bad).hasSize(1);
    assertThat(bad.getFirst()).contains("refuses the token").contains("developer portal");
  }

  @Test
  void missing_permissions_are_named_one_by_one_and_no_card_is_posted() throws Exception {
    discord.gateway().forbid(38, 15);
    assertThat(bad(examine(discord.settings(), "333000000000000001")))
        .filteredOn(b -> b.contains("#night"))
        .hasSize(2)
        .anyMatch(b -> b.contains("Attach Files"))
        .anyMatch(b -> b.contains("Send Messages in Threads"))
        .allMatch(b -> b.contains("give its role that there"));
    assertThat(discord.calls("POST", "/messages")).isEmpty();
  }

  @Test
  void a_foreign_guild_an_endpoint_url_and_nobody_who_can_press_are_each_found() throws Exception {
    discord.faults.interactionsUrl = "https://elsewhere.example";
    DiscordSettings s = discord.settings();
    DiscordSettings foreign =
        new DiscordSettings(
            s.token(),
            "900000000000000999",
            s.channel(),
            List.of(),
            s.roles(),
            s.restUrl(),
            s.gatewayUrl());
    assertThat(bad(examine(foreign)))
        .anyMatch(b -> b.contains("nobody can press"))
        .anyMatch(b -> b.contains("Interactions Endpoint URL"))
        .anyMatch(b -> b.contains("not in guild 900000000000000999") && b.contains("invite it"));
  }

  @Test
  void a_server_that_is_not_there_is_said_to_be_so() throws Exception {
    DiscordSettings s = discord.settings();
    discord.close();
    assertThat(bad(examine(s, "333000000000000001")))
        .singleElement()
        .asString()
        .contains("127.0.0.1")
        .contains("check the network and rest_url");
  }

  @Test
  void without_a_room_in_the_configuration_the_doctor_says_where_to_read() throws Exception {
    assertThat(bad(examine(null))).singleElement().asString().contains("docs/discord.md");
  }
}
