package nightshift.bot.action.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import nightshift.config.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedUnitsTest {

  @Test
  void a_bare_name_is_a_services_and_globs_are_for_services_too() {
    AllowedUnits units = units(List.of("nginx", "app-*", "backup.timer"), List.of("app-db"));
    assertThat(units.refusal("nginx.service", true)).isEmpty();
    assertThat(units.refusal("app-web.service", true)).isEmpty();
    assertThat(units.refusal("backup.timer", true)).isEmpty();
    assertThat(units.refusal("nginx.socket", true)).isPresent();
    assertThat(units.refusal("app-db.service", true)).get().asString().contains("is protected");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sshd.service",
        "ssh.service",
        "ssh@1.service",
        "systemd-networkd.service",
        "dbus.service",
        "dbus-broker.service",
        "docker.service",
        "containerd.service",
        "NetworkManager.service",
        "multi-user.target"
      })
  void what_others_depend_on_is_not_reached_by_a_glob(String unit) {
    AllowedUnits all = units(List.of("*", "*.target"), List.of());
    assertThat(all.refusal(unit, true)).get().asString().contains("others depend on it");
    AllowedUnits named = units(List.of(unit), List.of());
    assertThat(named.refusal(unit, true)).isEmpty();
    assertThat(named.vital(unit)).isTrue();
  }

  @Test
  void our_own_unit_is_never_touched_however_it_is_named() {
    AllowedUnits units =
        new AllowedUnits(
            new Settings.Services(List.of("healer", "nightshift"), List.of()),
            Optional.of("healer.service"));
    assertThat(units.refusal("healer.service", true)).get().asString().contains("itself");
    assertThat(units.refusal("nightshift.service", true)).get().asString().contains("itself");
    assertThat(units.refusal("healer.service", false)).isEmpty();
  }

  @Test
  void our_own_unit_is_found_in_the_control_group() {
    assertThat(OwnUnit.in("0::/system.slice/nightshift.service\n")).contains("nightshift.service");
    assertThat(OwnUnit.in("1:name=systemd:/user.slice/user@1.service/app.slice/a.service\n"))
        .contains("a.service");
    assertThat(OwnUnit.in("0::/\n")).isEmpty();
  }

  private static AllowedUnits units(List<String> allow, List<String> protect) {
    return new AllowedUnits(new Settings.Services(allow, protect), Optional.empty());
  }
}
