package nightshift.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import nightshift.engine.contract.House;
import nightshift.engine.plan.PlanState;
import nightshift.engine.plan.Rollback;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.playbook.Playbook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A plan's log says which playbooks were tried before its own. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class PassedOverTest {

  private final House house = new House();

  @AfterEach
  void close() {
    house.close();
  }

  private static Playbook lamp(String name) {
    return House.playbook(name, Autonomy.ASK, Rollback.NEVER, "lamp.on");
  }

  private static Playbook never(String name, String why) {
    return House.matching(lamp(name), a -> Optional.of(why));
  }

  @Test
  void what_does_not_match_is_in_the_log_with_the_reason() {
    house.with(never("door", "the title is not \"open\"")).with(lamp("lamp")).open();
    house.dark("hall");
    house.await(PlanState.AWAITING_APPROVAL);
    assertThat(house.payloads(Choosing.EVENT))
        .singleElement()
        .asString()
        .contains("door: the title is not \\\"open\\\"");
  }

  @Test
  void a_plan_of_the_first_playbook_has_nothing_to_say() {
    house.with(lamp("lamp")).with(never("door", "no")).open();
    house.dark("hall");
    house.await(PlanState.AWAITING_APPROVAL);
    assertThat(house.payloads(Choosing.EVENT)).isEmpty();
  }
}
