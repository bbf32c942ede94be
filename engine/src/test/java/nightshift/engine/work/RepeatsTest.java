package nightshift.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import nightshift.engine.card.Reply;
import nightshift.engine.contract.Await;
import nightshift.engine.contract.House;
import nightshift.engine.learn.LearningRules;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.plan.Rollback;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.port.LedgerView.ThreadEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One fix that repeats is a cause that nobody fixed. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RepeatsTest {

  private final House house = new House();

  @AfterEach
  void close() {
    house.close();
  }

  private void open(int repeats) {
    house.learning =
        new LearningRules(Duration.ofDays(90), false, repeats, Duration.ofDays(7), false);
    house.with(House.playbook("lamp", Autonomy.ASK, Rollback.NEVER, "lamp.on")).open();
  }

  private void fix(int times) {
    for (int i = 0; i < times; i++) {
      int before = house.plans().size();
      house.clock.advance(Duration.ofHours(2));
      house.lamp.on = false;
      house.dark("hall");
      Await.until(Duration.ofSeconds(20), () -> house.plans().size() > before);
      Plan plan = house.await(PlanState.AWAITING_APPROVAL);
      house.approve(plan, "alice");
      house.await(plan.id(), PlanState.RESOLVED);
    }
  }

  private List<ThreadEntry> said() {
    return house.plans().stream()
        .flatMap(p -> house.ledger.read(v -> v.thread(p.id())).stream())
        .filter(e -> e.key().equals(Repeats.KEY))
        .toList();
  }

  @Test
  void the_third_of_three_says_it_once_and_the_fourth_and_fifth_do_not() {
    open(3);
    fix(2);
    assertThat(said()).isEmpty();
    fix(1);
    Await.until(Duration.ofSeconds(20), () -> said().size() == 1);
    assertThat(said().getFirst().reply().title())
        .isEqualTo("Fix the cause: lamp fixed lamp:hall 3 times within 7 days");
    assertThat(said().getFirst().reply().body()).contains("05 h: 1", "07 h: 1", "09 h: 1");
    assertThat(said().getFirst().reply().page())
        .isEqualTo("/history?playbook=lamp&target=lamp%3Ahall");
    fix(2);
    house.engine.close();
    assertThat(said()).hasSize(1);
    house.open();
  }

  @Test
  void rooms_are_told_the_whole_address_of_the_history_once_the_web_rooms_is_known() {
    open(3);
    house.engine.reachedAt(URI.create("https://nightshift.example.org/"));
    fix(3);
    Await.until(Duration.ofSeconds(20), () -> told().isPresent());
    assertThat(told().orElseThrow().page())
        .isEqualTo("https://nightshift.example.org/history?playbook=lamp&target=lamp%3Ahall");
  }

  private Optional<Reply> told() {
    return house.room.replies().stream()
        .filter(r -> r.title().startsWith("Fix the cause"))
        .findFirst();
  }

  @Test
  void zero_says_nothing() {
    open(0);
    fix(3);
    house.engine.close();
    assertThat(said()).isEmpty();
    house.open();
  }
}
