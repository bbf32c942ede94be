package nightshift.engine.work;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import nightshift.engine.contract.Await;
import nightshift.engine.contract.House;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.Rollback;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.playbook.Playbook;
import nightshift.engine.policy.BlastRadius;
import nightshift.engine.policy.Freeze;
import nightshift.engine.policy.Guards;
import nightshift.engine.policy.Rate;
import nightshift.engine.port.EngineListener;
import org.junit.jupiter.api.AfterEach;

/** A house with brakes, and the ear that hears which of them held. */
abstract class GuardedHouse {

  static final Duration PATIENCE = Duration.ofSeconds(45);

  final House house = new House();
  final List<String> counted = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    house.close();
  }

  void open(Playbook playbook) {
    house.with(playbook).open();
    house.engine.listen(
        new EngineListener() {
          @Override
          public void braked(String rule, String book) {
            counted.add(rule + " " + book);
          }
        });
  }

  static Playbook lamp(Autonomy autonomy) {
    return House.playbook("lamp", autonomy, Rollback.ON_WORSE, "lamp.on");
  }

  static Guards guards(
      List<String> allowed,
      Rate storm,
      Rate flapping,
      List<Freeze> freezes,
      List<BlastRadius> groups) {
    return new Guards(
        allowed,
        Rate.NONE,
        Rate.NONE,
        storm,
        flapping,
        Duration.ofMinutes(1),
        freezes,
        groups,
        List.of(),
        Optional.empty());
  }

  void guarded(List<Freeze> freezes, List<BlastRadius> groups) {
    house.rules = house.rules.with(guards(List.of(), Rate.NONE, Rate.NONE, freezes, groups));
  }

  Plan next(int number) {
    Await.until(PATIENCE, () -> house.plans().size() >= number);
    return house.newest();
  }

  boolean said(String title, String body) {
    return house.room.replies().stream()
        .anyMatch(r -> r.title().equals(title) && r.body().contains(body));
  }
}
