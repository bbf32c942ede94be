package nightshift.bot.action.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import nightshift.bot.host.systemd.Box;
import nightshift.bot.host.systemd.RealSystemd;
import nightshift.config.Settings;
import nightshift.engine.contract.Await;
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

  private static final Target APP = Target.parse("service://box/app");
  private static final String PORT_TAKEN = "echo 'bind: Address already in use' >&2; exit 1";

  private Box box;
  private Probes probes;

  @BeforeEach
  void enter(Box box) {
    this.box = box;
    probes =
        new Probes(
            new ServiceFamily(
                    new Settings.Services(List.of("app", "gone"), List.of()),
                    box.machines(),
                    InstantSource.fixed(Instant.EPOCH))
                .probes());
  }

  @Test
  void a_running_service_reads_well_and_a_restart_shows_as_unsteady() throws Exception {
    box.define("app.service", ServiceActionContract.RUNS);
    box.tell("systemctl start app");

    Reading first = probes.read("service.state", APP);
    Reading second = probes.read("service.state", APP);
    box.tell("systemctl restart app");
    Reading third = probes.read("service.state", APP);

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
    dies(script);

    Diagnosis d = diagnosis();

    assertThat(d.cause()).as(d.toString()).isEqualTo(cause);
    assertThat(d.evidence()).isNotEmpty();
  }

  @Test
  void what_it_died_of_now_is_the_cause_and_not_what_it_died_of_before() throws Exception {
    dies(PORT_TAKEN);
    assertThat(diagnosis().cause()).isEqualTo("port_in_use");
    dies("echo 'open /etc/app.conf: No such file or directory' >&2; exit 1");

    Diagnosis d = diagnosis();

    assertThat(d.cause()).as(d.toString()).isEqualTo("missing_file");
    assertThat(d.toString()).doesNotContain("Address already in use");
  }

  @Test
  void a_death_in_silence_is_not_blamed_on_the_words_of_the_one_before() throws Exception {
    dies(PORT_TAKEN);
    dies("exit 3");

    Diagnosis d = diagnosis();

    assertThat(d.cause()).as(d.toString()).isEqualTo("exit_code");
    assertThat(d.toString()).doesNotContain("Address already in use");
  }

  @Test
  void a_unit_whose_logging_is_off_is_not_blamed_on_the_words_of_an_earlier_run() throws Exception {
    dies(PORT_TAKEN);
    dies("exit 3", "LogLevelMax=emerg\n");

    Diagnosis d = diagnosis();

    assertThat(d.cause()).as(d.toString()).isEqualTo("exit_code");
    assertThat(probes.read("service.journal", APP).lines()).isEmpty();
  }

  @Test
  void a_loop_of_restarts_is_diagnosed_by_its_last_turn() throws Exception {
    box.tell("rm -f /run/turns");
    box.define(
        "app.service",
        "[Service]\nExecStart=/bin/sh -c \"echo turn >> /run/turns;"
            + " test $$(wc -l < /run/turns) = 1 && echo Permission denied >&2;"
            + " test $$(wc -l < /run/turns) = 5 && echo Connection refused >&2; exit 1\"\n"
            + "Restart=on-failure\nRestartSec=10ms\n");
    box.tell("systemctl start app");
    failed();

    Diagnosis d = diagnosis();

    assertThat(box.tell("wc -l < /run/turns")).isEqualTo("5");
    assertThat(d.cause()).as(d.toString()).isEqualTo("connection_refused");
    assertThat(d.facts()).containsEntry("start_limit", true);
    assertThat(d.toString()).doesNotContain("Permission denied");
  }

  @Test
  void a_systemd_that_does_not_tell_runs_apart_is_said_and_its_journal_still_read()
      throws Exception {
    dies(PORT_TAKEN);
    box.write(
        "/usr/local/bin/systemctl",
        "#!/bin/sh\n/usr/bin/systemctl \"$@\" | grep -v ^InvocationID=\n");
    box.tell("chmod +x /usr/local/bin/systemctl");
    try {
      Diagnosis d = diagnosis();

      assertThat(d.cause()).isEqualTo("port_in_use");
      assertThat(d.facts()).containsEntry("journal_of_one_run", false);
      assertThat(d.summary()).contains("does not tell one run from another");
    } finally {
      box.tell("rm /usr/local/bin/systemctl");
    }
    assertThat(diagnosis().facts()).containsEntry("journal_of_one_run", true);
    assertThat(diagnosis().summary()).doesNotContain("one run from another");
  }

  @Test
  void a_start_limit_is_a_fact_beside_the_cause() throws Exception {
    box.define(
        "app.service",
        "[Service]\nExecStart=/bin/sh -c \"echo bind: Address already in use >&2; exit 1\"\n"
            + "Restart=on-failure\nRestartSec=10ms\n");
    box.tell("systemctl start app");
    failed();

    Diagnosis d = diagnosis();

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

    assertThat(diagnosis().cause()).isEqualTo("dependency_failed");
  }

  @Test
  void a_dependency_that_failed_is_the_cause_although_the_last_run_died_of_something_else()
      throws Exception {
    dies(PORT_TAKEN);

    a_dependency_that_failed_is_the_cause();
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

    Reading journal = probes.read("service.journal", APP);

    assertThat(journal.lines()).hasSizeLessThanOrEqualTo(50).anyMatch(l -> l.endsWith("line 79"));
    assertThat(String.join("\n", journal.lines())).doesNotContain("hunter22");
  }

  private Diagnosis diagnosis() throws Exception {
    return new ServiceResolver()
        .diagnose(
            null,
            APP,
            List.of(probes.read("service.state", APP), probes.read("service.journal", APP)),
            List.of());
  }

  private void dies(String script) {
    dies(script, "");
  }

  private void dies(String script, String settings) {
    box.define(
        "app.service",
        "[Service]\nExecStart=/bin/sh -c \"%s\"\n".formatted(script.strip().replace("$", "$$"))
            + settings);
    box.tell("systemctl start app");
    failed();
  }

  private void failed() {
    Await.until(
        Duration.ofSeconds(45),
        () -> box.tell("systemctl show app -p ActiveState").equals("ActiveState=failed"));
    // What was logged is written a moment later.
    box.tell("journalctl --sync");
  }
}
