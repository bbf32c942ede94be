package nightshift.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nightshift.engine.plan.Digests;
import nightshift.engine.policy.Person;
import nightshift.engine.policy.Voter;
import org.junit.jupiter.api.Test;

class PeopleTest {

  private static final String HASH = Digests.sha256("a-token-that-is-long-enough");

  private final People people =
      new People(
          List.of(
              new Settings.Member(
                  "alice", List.of("oncall"), Map.of("discord", "333"), Optional.of(HASH)),
              new Settings.Member("bob", List.of(), Map.of(), Optional.empty())));

  private static Voter voter(String platform, String subject) {
    return new Voter(platform, subject, "alice", Set.of("oncall"), Map.of());
  }

  @Test
  void an_empty_list_knows_nobody() {
    People nobody = new People(List.of());
    assertThat(nobody.identify(voter("web", "alice"))).isEmpty();
    assertThat(nobody.person("alice")).isEmpty();
    assertThat(nobody.byTokenHash(HASH)).isEmpty();
    assertThat(nobody.byTokenHash("")).isEmpty();
  }

  @Test
  void the_web_room_and_the_api_name_people_themselves() {
    assertThat(people.identify(voter("web", "alice"))).map(Person::name).contains("alice");
    assertThat(people.identify(voter("api", "bob"))).map(Person::name).contains("bob");
  }

  @Test
  void another_platform_counts_by_its_own_id_and_never_by_a_name() {
    assertThat(people.identify(voter("discord", "333"))).map(Person::name).contains("alice");
    assertThat(people.identify(voter("discord", "alice"))).isEmpty();
    assertThat(people.identify(voter("matrix", "333"))).isEmpty();
    assertThat(people.identify(voter("WEB", "alice"))).isEmpty();
  }

  @Test
  void a_token_belongs_to_one_person() {
    assertThat(people.byTokenHash(HASH)).map(Person::name).contains("alice");
    assertThat(people.byTokenHash(HASH.substring(1))).isEmpty();
    assertThat(people.byTokenHash(HASH.toUpperCase(java.util.Locale.ROOT))).isEmpty();
  }

  @Test
  void a_person_without_a_token_is_not_found_by_an_empty_one() {
    assertThat(people.byTokenHash("")).isEmpty();
  }

  @Test
  void a_platforms_role_adds_a_role_to_people_who_are_known_and_to_nobody_else() {
    People with =
        new People(
            List.of(
                new Settings.Member(
                    "carol", List.of(), Map.of("discord", "444"), Optional.empty())),
            Map.of("discord", Map.of("oncall", "77")));
    assertThat(with.identify(wearing("444", "77")).orElseThrow().is("oncall")).isTrue();
    assertThat(with.identify(wearing("444", "78")).orElseThrow().is("oncall")).isFalse();
    assertThat(with.identify(wearing("555", "77"))).isEmpty();
    assertThat(with.person("carol").orElseThrow().is("oncall")).isFalse();
  }

  private static Voter wearing(String id, String role) {
    return new Voter("discord", id, "carol", Set.of(role), Map.of());
  }
}
