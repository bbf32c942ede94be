package nightshift.bot.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import nightshift.bot.host.Machines.Place;
import nightshift.engine.diagnosis.Target;
import org.junit.jupiter.api.Test;

class MachinesTest {

  private static final Machine NAS =
      new Machine() {
        @Override
        public String name() {
          return "nas";
        }

        @Override
        public Command.Ending run(Command command) {
          return new Command.Ending(false, false, -1, "asleep", Duration.ZERO);
        }
      };

  private final Commands local = new Commands();
  private final Machines machines = new Machines(local, Map.of("nas", NAS));

  @Test
  void a_plain_name_is_on_this_machine() {
    assertThat(machines.place(Target.parse("service:nginx"))).contains(new Place(local, "nginx"));
    assertThat(machines.place(Target.parse("disk:/mnt/tank")))
        .contains(new Place(local, "/mnt/tank"));
    assertThat(local.name()).isEqualTo(Machines.LOCAL);
  }

  @Test
  void a_name_behind_two_slashes_is_on_the_machine_that_they_name() {
    assertThat(machines.place(Target.parse("service://nas/getty@tty1.service")))
        .contains(new Place(NAS, "getty@tty1"));
    assertThat(machines.place(Target.parse("disk://nas/mnt/tank")))
        .contains(new Place(NAS, "/mnt/tank"));
    assertThat(machines.place(Target.parse("zfs://nas/tank/data")))
        .contains(new Place(NAS, "tank/data"));
  }

  @Test
  void a_machine_that_is_not_in_the_inventory_is_nowhere() {
    assertThat(machines.place(Target.parse("service://attic/nginx"))).isEmpty();
    assertThat(machines.place(Target.parse("service://nas/"))).isEmpty();
    assertThat(machines.place(Target.parse("service://nas"))).isEmpty();
  }
}
