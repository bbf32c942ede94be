package nightshift.bot.action.service;

import static org.assertj.core.api.Assertions.assertThat;

import nightshift.bot.host.systemd.Box;
import nightshift.bot.host.systemd.RealSystemd;
import nightshift.engine.diagnosis.Diagnosis;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A service that dies again is diagnosed by its latest run. */
@RealSystemd
class LatestRunTest {

  private static final String PORT_TAKEN = "echo 'bind: Address already in use' >&2; exit 1";

  private Box box;
  private DyingService app;

  @BeforeEach
  void enter(Box box) {
    this.box = box;
    app = new DyingService(box);
  }

  @Test
  void what_it_died_of_now_is_the_cause_and_not_what_it_died_of_before() throws Exception {
    app.dies(PORT_TAKEN);
    assertThat(app.diagnosis().cause()).isEqualTo("port_in_use");
    app.dies("echo 'open /etc/app.conf: No such file or directory' >&2; exit 1");

    Diagnosis d = app.diagnosis();

    assertThat(d.cause()).as(d.toString()).isEqualTo("missing_file");
    assertThat(d.toString()).doesNotContain("Address already in use");
  }

  @Test
  void a_death_in_silence_is_not_blamed_on_the_words_of_the_one_before() throws Exception {
    app.dies(PORT_TAKEN);
    app.dies("exit 3");

    Diagnosis d = app.diagnosis();

    assertThat(d.cause()).as(d.toString()).isEqualTo("exit_code");
    assertThat(d.toString()).doesNotContain("Address already in use");
  }

  @Test
  void a_unit_whose_logging_is_off_is_not_blamed_on_the_words_of_an_earlier_run() throws Exception {
    app.dies(PORT_TAKEN);
    app.dies("exit 3", "LogLevelMax=emerg\n");

    Diagnosis d = app.diagnosis();

    assertThat(d.cause()).as(d.toString()).isEqualTo("exit_code");
    assertThat(app.probes().read("service.journal", DyingService.APP).lines()).isEmpty();
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
    app.failed();

    Diagnosis d = app.diagnosis();

    assertThat(box.tell("wc -l < /run/turns")).isEqualTo("5");
    assertThat(d.cause()).as(d.toString()).isEqualTo("connection_refused");
    assertThat(d.facts()).containsEntry("start_limit", true);
    assertThat(d.toString()).doesNotContain("Permission denied");
  }

  @Test
  void a_systemd_that_does_not_tell_runs_apart_is_said_and_its_journal_still_read()
      throws Exception {
    app.dies(PORT_TAKEN);
    box.write(
        "/usr/local/bin/systemctl",
        "#!/bin/sh\n/usr/bin/systemctl \"$@\" | grep -v ^InvocationID=\n");
    box.tell("chmod +x /usr/local/bin/systemctl");
    try {
      Diagnosis d = app.diagnosis();

      assertThat(d.cause()).isEqualTo("port_in_use");
      assertThat(d.facts()).containsEntry("journal_of_one_run", false);
      assertThat(d.summary()).contains("does not tell one run from another");
    } finally {
      box.tell("rm /usr/local/bin/systemctl");
    }
    assertThat(app.diagnosis().facts()).containsEntry("journal_of_one_run", true);
    assertThat(app.diagnosis().summary()).doesNotContain("one run from another");
  }

  @Test
  void a_dependency_that_failed_is_the_cause_although_the_last_run_died_of_something_else()
      throws Exception {
    app.dies(PORT_TAKEN);

    box.define("needed.service", "[Service]\nType=oneshot\nExecStart=/bin/false\n");
    box.define(
        "app.service",
        "[Unit]\nRequires=needed.service\nAfter=needed.service\n" + ServiceActionContract.RUNS);

    box.tell("systemctl start app; journalctl --sync");

    assertThat(app.diagnosis().cause()).isEqualTo("dependency_failed");
  }
}
