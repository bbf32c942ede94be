package nightshift.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nightshift.engine.contract.House;
import nightshift.engine.contract.Samples;
import nightshift.engine.plan.ApprovalRule;
import nightshift.engine.plan.ApprovalRule.Group;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.Terms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Quorum and groups, over every way in which five people can answer. */
class CouncilTest {

  /** Who there is, and their roles; mallory has one that no rule names. */
  private static final Map<String, Set<String>> PEOPLE =
      Map.of(
          "alice", Set.of("ops", "owner"),
          "bob", Set.of("ops"),
          "carol", Set.of("owner"),
          "dave", Set.of(),
          "mallory", Set.of("viewer"));

  private static final List<String> NAMES = PEOPLE.keySet().stream().sorted().toList();

  private static final Group ONE_OPS = new Group(1, List.of("ops"), List.of());
  private static final Group TWO_OPS = new Group(2, List.of("ops"), List.of());
  private static final Group ONE_OWNER = new Group(1, List.of("owner"), List.of());
  private static final Group DAVE = new Group(1, List.of(), List.of("dave"));
  private static final Group NOBODY = new Group(1, List.of(), List.of());

  private static ApprovalRule rule(int deny, Group... groups) {
    Terms terms = new Terms(deny, false, false, Duration.ZERO, Duration.ZERO);
    return new ApprovalRule(List.of(groups), Duration.ofMinutes(30), null, false, terms);
  }

  static Stream<ApprovalRule> rules() {
    return Stream.of(
            List.<Group>of(),
            List.of(NOBODY),
            List.of(ONE_OPS),
            List.of(TWO_OPS),
            List.of(ONE_OPS, ONE_OWNER),
            List.of(TWO_OPS, ONE_OWNER),
            List.of(ONE_OPS, DAVE),
            List.of(ONE_OWNER, NOBODY))
        .flatMap(g -> IntStream.rangeClosed(1, 3).mapToObj(d -> rule(d, g.toArray(Group[]::new))));
  }

  /** What the rule says, in the plainest way that there is. */
  private static boolean expected(ApprovalRule rule, Set<String> yes) {
    if (rule.groups().isEmpty()) {
      return false;
    }
    for (Group g : rule.groups()) {
      long n = yes.stream().filter(p -> in(g, p)).count();
      if (n < g.count()) {
        return false;
      }
    }
    return true;
  }

  private static boolean in(Group g, String person) {
    return g.people().contains(person)
        || PEOPLE.get(person).stream().anyMatch(r -> g.roles().contains(r));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void every_way_to_answer_counts_as_the_rule_says(ApprovalRule rule) {
    int ways = (int) Math.pow(4, NAMES.size());
    for (int way = 0; way < ways; way++) {
      List<Vote> votes = new ArrayList<>();
      Set<String> yes = new java.util.HashSet<>();
      Set<String> no = new java.util.HashSet<>();
      for (int i = 0, rest = way; i < NAMES.size(); i++, rest /= 4) {
        answer(NAMES.get(i), rest % 4, votes, yes, no);
      }
      long nays = no.stream().filter(p -> rule.groups().stream().anyMatch(g -> in(g, p))).count();
      assertThat(Council.approved(rule, votes))
          .as("%s %s", rule, votes)
          .isEqualTo(expected(rule, yes));
      assertThat(Council.denied(rule, votes)).isEqualTo(nays >= rule.terms().deny());
      boolean complete = Council.missing(rule, votes).isEmpty();
      assertThat(complete).isEqualTo(expected(rule, yes) || rule.groups().isEmpty());
    }
  }

  /** Nothing, yes, no, or yes and then no: a no stands. */
  private static void answer(
      String who, int how, List<Vote> votes, Set<String> yes, Set<String> no) {
    if (how == 1 || how == 3) {
      votes.add(vote(who, Vote.Choice.APPROVE));
    }
    if (how == 2 || how == 3) {
      votes.add(vote(who, Vote.Choice.REJECT));
      no.add(who);
    }
    if (how == 1) {
      yes.add(who);
    }
  }

  private static Vote vote(String who, Vote.Choice choice) {
    return new Vote(
        new PlanId(1),
        1,
        "abcdef",
        choice,
        who,
        PEOPLE.get(who),
        House.voter(who),
        who + choice,
        "",
        Samples.T0);
  }

  @Test
  void a_yes_after_a_no_does_not_count() {
    List<Vote> votes = List.of(vote("bob", Vote.Choice.REJECT), vote("bob", Vote.Choice.APPROVE));
    assertThat(Council.approved(rule(2, ONE_OPS), votes)).isFalse();
  }

  @Test
  void who_asked_may_not_approve_but_may_stop_and_in_solo_mode_may_both() {
    Terms solo = new Terms(1, false, true, Duration.ZERO, Duration.ZERO);
    ApprovalRule strict =
        new ApprovalRule(List.of(ONE_OPS), Duration.ofMinutes(30), null, true, Terms.USUAL);
    Person bob = new Person("bob", Set.of("ops"));
    assertThat(Council.ineligible(strict, bob, "bob")).isPresent();
    assertThat(Council.ineligible(strict, bob, "alice")).isEmpty();
    assertThat(Council.outsider(strict, bob)).isEmpty();
    assertThat(Council.ineligible(strict.with(solo), bob, "bob")).isEmpty();
    assertThat(Council.ineligible(strict.with(solo), new Person("eve", Set.of()), "eve"))
        .isPresent();
  }

  @Test
  void terms_under_which_nobody_could_say_no_do_not_exist() {
    org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
        .isThrownBy(() -> new Terms(0, false, false, Duration.ZERO, Duration.ZERO));
  }
}
