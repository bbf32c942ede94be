package nightshift.bot.action.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import nightshift.bot.host.systemd.Box;
import nightshift.bot.host.systemd.RealSystemd;
import nightshift.engine.diagnosis.Diagnosis;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Probes;
import nightshift.engine.resolver.ServiceResolver;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@RealSystemd
class ServiceProbesTest {

  private Box box;
  private Probes probes;
  private DyingService app;

  @BeforeEach
  void enter(Box box) {
    this.box = box;
    app = new DyingService(box);
    probes = app.probes();
  }

  @Test
  void a_running_service_reads_well_and_a_restart_shows_as_unsteady() throws Exception {
    box.define("app.service", ServiceActionContract.RUNS);
    box.tell("systemctl start app");

    Reading first = probes.read("service.state", DyingService.APP);
    Reading second = probes.read("service.state", DyingService.APP);
    box.tell("systemctl restart app");
    Reading third = probes.read("service.state", DyingService.APP);

    assertThat(first.healthy()).isTrue();
    assertThat(first.lines()).first().isEqualTo("app.service is active (running)");
    assertThat(second.steady()).isEqualTo(first.steady());
    assertThat(third.steady()).isNotEqualTo(first.steady());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "echo 'open /etc/app.conf: No such file or directory' >&2; exit 3 | missing_file",
        "exit 3 | exit_code",
        "kill -9 $$ | killed",
        "kill -SEGV $$ | crashed"
      })
  void each_way_to_die_has_its_cause(String script, String cause) throws Exception {
    app.dies(script);

    Diagnosis d = app.diagnosis();

    assertThat(d.cause()).as(d.toString()).isEqualTo(cause);
    assertThat(d.evidence()).isNotEmpty();
  }

  @Test
  void a_start_limit_is_a_fact_beside_the_cause() throws Exception {
    box.define(
        "app.service",
        "[Service]\nExecStart=/bin/sh -c \"echo bind: Address already in use >&2; exit 1\"\n"
            + "Restart=on-failure\nRestartSec=10ms\n");
    box.tell("systemctl start app");
    app.failed();

    Diagnosis d = app.diagnosis();

    assertThat(d.cause()).isEqualTo("port_in_use");
    assertThat(d.facts()).containsEntry("start_limit", true).containsEntry("result", "exit-code");
    assertThat(d.summary()).contains("systemd gave it up");
  }

  @Test
  void a_dependency_that_failed_is_the_cause() throws Exception {
    box.define("needed.service", "[Service]\nType=oneshot\nExecStart=/bin/false\n");
    box.define(
        "app.service",
        "[Unit]\nRequires=needed.service\nAfter=needed.service\n" + ServiceActionContract.RUNS);
    box.tell("systemctl start app; journalctl --sync");

    assertThat(app.diagnosis().cause()).isEqualTo("dependency_failed");
  }

  @Test
  void an_allowed_name_does_not_show_the_unit_behind_it_that_is_not_allowed() {
    box.define("hidden.service", "[Service]\nType=oneshot\nExecStart=/bin/echo quiet\n");
    box.tell(
        "systemctl start hidden; ln -s hidden.service /etc/systemd/system/gone.service;"
            + " systemctl daemon-reload");
    try {
      for (String probe : List.of("service.state", "service.journal")) {
        assertThatExceptionOfType(ProbeException.class)
            .isThrownBy(() -> probes.read(probe, Target.parse("service://box/gone")))
            .withMessageContaining("gone.service is another name of hidden.service");
      }
    } finally {
      box.tell("rm /etc/systemd/system/gone.service; systemctl daemon-reload");
    }
  }

  @Test
  void a_unit_that_is_not_there_is_seen_as_such() throws Exception {
    Target gone = Target.parse("service://box/gone");
    Reading state = probes.read("service.state", gone);

    assertThat(state.healthy()).isFalse();
    assertThat(new ServiceResolver().diagnose(null, gone, List.of(state), List.of()).cause())
        .isEqualTo("not_found");
  }

  @Test
  void what_is_not_allowed_is_not_seen() {
    assertThatExceptionOfType(ProbeException.class)
        .isThrownBy(() -> probes.read("service.journal", Target.parse("service://box/dbus")))
        .withMessageContaining("is not allowed");
    assertThatExceptionOfType(ProbeException.class)
        .isThrownBy(() -> probes.read("service.state", Target.parse("service://attic/app")))
        .withMessageContaining("no machine of this name");
  }

  @Test
  void secrets_in_the_journal_are_not_shown_and_it_is_bounded() throws Exception {
    box.define(
        "app.service",
        "[Service]\nType=oneshot\nExecStart=/bin/sh -c \"echo password=hunter22; "
            + "i=0; while [ $$i -lt 80 ]; do echo line $$i; i=$$((i+1)); done\"\n");
    box.tell("systemctl start app; journalctl --sync");

    Reading journal = probes.read("service.journal", DyingService.APP);

    assertThat(journal.lines()).hasSizeLessThanOrEqualTo(50).anyMatch(l -> l.endsWith("line 79"));
    assertThat(String.join("\n", journal.lines())).doesNotContain("hunter22");
  }
}
