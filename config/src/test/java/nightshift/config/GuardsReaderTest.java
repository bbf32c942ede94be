package nightshift.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.config.yaml.Loaded;
import nightshift.engine.action.Risk;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.plan.ApprovalRule;
import nightshift.engine.policy.BlastRadius;
import nightshift.engine.policy.Freeze;
import nightshift.engine.policy.Guards;
import nightshift.engine.policy.HouseRules;
import nightshift.engine.policy.Rate;
import nightshift.engine.policy.RuleCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The brakes of the house, and approval rules for special cases. */
class GuardsReaderTest {

  private static final String PEOPLE =
      """
      people:
        - { name: alice, roles: [oncall, owner] }
        - { name: bob, roles: [oncall] }
      """;

  @TempDir Path folder;

  private PolicySettings policy(String text) throws Exception {
    Path file = folder.resolve("nightshift.yaml");
    Files.writeString(file, text);
    Loaded<Settings> loaded = SettingsLoader.load(file, Map.of());
    assertThat(loaded.problems()).isEmpty();
    return loaded.value().orElseThrow().policy();
  }

  @Test
  void where_nothing_is_written_the_usual_brakes_hold() throws Exception {
    assertThat(policy("{}").guards()).isEqualTo(Guards.USUAL);
  }

  @Test
  void every_brake_is_read() throws Exception {
    Guards guards =
        policy(
                """
                automatic: { per_playbook: 5/1h, per_host: 6/2h, storm: 7/10m, flapping: 8/1d, countdown: 30s }
                targets: ["container:*"]
                groups:
                  web: { targets: ["container:web-*"], max_in_flight: 1 }
                  db: { targets: ["container:db-1", "container:db-2", "container:db-3"], min_healthy: 2 }
                """)
            .guards();
    assertThat(guards.perPlaybook()).isEqualTo(new Rate(5, Duration.ofHours(1)));
    assertThat(guards.perHost()).isEqualTo(new Rate(6, Duration.ofHours(2)));
    assertThat(guards.storm()).isEqualTo(new Rate(7, Duration.ofMinutes(10)));
    assertThat(guards.flapping()).isEqualTo(new Rate(8, Duration.ofDays(1)));
    assertThat(guards.countdown()).isEqualTo(Duration.ofSeconds(30));
    assertThat(guards.allowedTargets()).containsExactly("container:*");
    assertThat(guards.groups())
        .extracting(BlastRadius::name, BlastRadius::maxInFlight, BlastRadius::minHealthy)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("web", 1, 0),
            org.assertj.core.groups.Tuple.tuple("db", 0, 2));
  }

  @Test
  void freezes_go_by_the_clocks_of_the_zone() throws Exception {
    var freezes =
        policy(
                """
                time_zone: Europe/Berlin
                freezes:
                  - { name: weekend, days: [sat, sun] }
                  - { name: nights, from: "22:00", to: "06:00", targets: ["container:shop*"] }
                  - { name: Christmas, begin: 2026-12-24T00:00, end: 2027-01-02T00:00, total: true }
                """)
            .guards()
            .freezes();
    Target web = Target.parse("container:web");
    Instant saturday = Instant.parse("2026-11-28T12:00:00Z");
    assertThat(Freeze.first(freezes, web, false, saturday).orElseThrow().line())
        .isEqualTo("freeze: weekend; until 2026-11-28T23:00:00Z");
    assertThat(Freeze.first(freezes, web, true, saturday)).isEmpty();
    assertThat(Freeze.first(freezes, web, true, Instant.parse("2026-12-23T23:00:00Z"))).isPresent();
    assertThat(Freeze.first(freezes, web, true, Instant.parse("2026-12-23T22:59:00Z"))).isEmpty();
    Instant night = Instant.parse("2026-11-25T02:00:00Z");
    assertThat(Freeze.first(freezes, web, false, night)).isEmpty();
    assertThat(Freeze.first(freezes, Target.parse("container:shop-1"), false, night)).isPresent();
  }

  private static RuleCase.Matter matter(Risk risk, String env, String at) {
    return new RuleCase.Matter(
        risk,
        "disk.full",
        Target.parse("disk:/srv"),
        env.isEmpty() ? Map.of() : Map.of("env", env),
        Instant.parse(at));
  }

  @Test
  void the_first_case_that_fits_comes_before_the_playbooks_own_rule_and_the_risks()
      throws Exception {
    PolicySettings p =
        policy(
            PEOPLE
                + """
                time_zone: Europe/Berlin
                approval:
                  low: { roles: [oncall] }
                  cases:
                    - when: { labels: { env: "prod*" }, hours: { from: "22:00", to: "07:00", days: [mon, tue] } }
                      people: [alice]
                      not_initiator: true
                      reason: required
                      grace: 20s
                    - when: { risk: [high, critical], playbook: ["disk.*"], target: ["disk:*"] }
                      approve: 2
                      roles: [oncall]
                """);
    HouseRules rules =
        new HouseRules(
            p.approval(), Risk.LOW, 3, 10, Duration.ofHours(1), List.of(), "", p.guards());
    ApprovalRule own = new ApprovalRule(List.of(), Duration.ofMinutes(1), null, false);
    ApprovalRule night =
        rules.rule(Optional.of(own), matter(Risk.HIGH, "prod-1", "2026-11-24T22:30:00Z"));
    assertThat(night.shown()).isEqualTo("1 of alice");
    assertThat(night.notInitiator()).isTrue();
    assertThat(night.terms().reason()).isTrue();
    assertThat(night.terms().grace()).isEqualTo(Duration.ofSeconds(20));
    assertThat(
            rules
                .rule(Optional.of(own), matter(Risk.HIGH, "prod-1", "2026-11-24T12:00:00Z"))
                .shown())
        .isEqualTo("2 of oncall");
    assertThat(rules.rule(Optional.of(own), matter(Risk.LOW, "", "2026-11-24T22:30:00Z")))
        .isEqualTo(own);
    assertThat(rules.rule(Optional.empty(), matter(Risk.LOW, "", "2026-11-24T12:00:00Z")).shown())
        .isEqualTo("1 of oncall");
  }

  @Test
  void in_solo_mode_every_rule_is_marked_and_critical_plans_get_a_grace() throws Exception {
    PolicySettings p =
        policy(
            """
            people: [{ name: alice, roles: [owner] }]
            approval:
              solo: {}
              low: { roles: [owner], not_initiator: true }
              critical: { roles: [owner] }
            """);
    HouseRules rules =
        new HouseRules(
            p.approval(), Risk.LOW, 3, 10, Duration.ofHours(1), List.of(), "", p.guards());
    String now = "2026-11-24T12:00:00Z";
    assertThat(rules.rule(Optional.empty(), matter(Risk.LOW, "", now)).terms().solo()).isTrue();
    assertThat(rules.rule(Optional.empty(), matter(Risk.LOW, "", now)).terms().grace()).isZero();
    assertThat(rules.rule(Optional.empty(), matter(Risk.CRITICAL, "", now)).terms().grace())
        .isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void midnight_and_days_in_capitals_are_understood() throws Exception {
    var hours =
        policy(
                """
                time_zone: UTC
                freezes: [{ name: x, days: [MON], from: 00:00, to: 12:30 }]
                """)
            .guards()
            .freezes()
            .getFirst()
            .hours()
            .orElseThrow();
    assertThat(hours.days()).containsExactly(DayOfWeek.MONDAY);
    assertThat(hours.to()).isEqualTo(LocalTime.of(12, 30));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '^',
      value = {
        "time_zone: §Europe/Berln ^ did you mean \"Europe/Berlin\"?",
        "freezes: [§{ name: x, days: [sat] }] ^ whose clocks? hours need a time zone",
        "freezes: [{ name: x, begin: §2026-12-24T00:00, end: 2026-12-25T00:00 }] ^ dates need a time zone",
        "freezes: [§{ name: x }] ^ must have either begin and end, or days, from and to",
        "freezes: [§{ begin: 2026-12-24T00:00, end: 2026-12-24T00:00, days: [sat], name: x }] ^ must have either",
        "{ time_zone: UTC, freezes: [§{ days: [sat] }] } ^ \"name\" is missing",
        "freezes: [{ name: x, days: [§saturday] }] ^ must be one of mon, tue",
        "freezes: [{ name: x, from: §25:00 }] ^ must be a time of day such as \"22:00\"",
        "groups: { web: §{ targets: ['container:a'] } } ^ needs max_in_flight, min_healthy or both",
        "groups: { web: §{ max_in_flight: 1 } } ^ \"targets\" is missing",
        "groups: { web: §{ targets: ['container:*'], min_healthy: 1 } } ^ must be whole names",
        "groups: { web: §{ targets: ['container:a'], min_healthy: 1 } } ^ there are only 0",
        "automatic: { storm: §often } ^ must be a number per time",
        "automatic: { countdown: §2h } ^ must be 30m at most",
        "targets: [§web] ^ must be kind:name",
        "{ people: [{ name: a, roles: [r] }], approval: { low: { roles: [r], reason: §yes } } } ^ must be one of optional, required",
        "{ people: [{ name: a, roles: [r] }], approval: { cases: [§{ roles: [r] }] } } ^ \"when\" is missing",
        "{ people: [{ name: a, roles: [r] }], approval: { cases: [{ when: §{}, roles: [r] }] } } ^ must say when",
        "approval: { cases: [{ when: { hours: §{ from: '22:00' } }, roles: [] }] } ^ whose clocks?",
        "approval: { cases: [{ when: { §rsk: [low] }, roles: [] }] } ^ did you mean \"risk\"?",
      })
  void a_mistake_is_found_where_it_stands(String text, String expected) {
    Marked marked =
        new Marked(folder.resolve("nightshift.yaml"), f -> SettingsLoader.load(f, Map.of()));
    assertThat(marked.problem(text + "\n").message()).contains(expected);
  }

  @Test
  void solo_mode_is_refused_where_two_people_may_decide() throws Exception {
    Path file = folder.resolve("nightshift.yaml");
    Files.writeString(file, PEOPLE + "approval: { solo: {}, low: { roles: [oncall] } }\n");
    assertThat(SettingsLoader.load(file, Map.of()).problems())
        .singleElement()
        .asString()
        .contains("for a home of one person, and 2 people here may decide");
  }

  @Test
  void more_no_than_there_are_people_is_a_warning() throws Exception {
    Path file = folder.resolve("nightshift.yaml");
    Files.writeString(file, PEOPLE + "approval: { low: { roles: [oncall], deny: 3 } }\n");
    assertThat(SettingsLoader.load(file, Map.of()).problems())
        .singleElement()
        .matches(p -> !p.isError())
        .asString()
        .contains("only 2 can");
  }
}
