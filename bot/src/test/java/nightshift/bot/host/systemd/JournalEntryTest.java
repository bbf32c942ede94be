package nightshift.bot.host.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalEntryTest {

  @Test
  void entries_say_which_run_they_are_about_in_the_way_of_whoever_wrote_them() {
    assertThat(
            read(
                "{\"MESSAGE\":\"app.service: Failed with result 'exit-code'.\",\"_PID\":\"1\","
                    + "\"SYSLOG_IDENTIFIER\":\"systemd\",\"_SYSTEMD_UNIT\":\"init.scope\","
                    + "\"INVOCATION_ID\":\"a1\"}"))
        .isEqualTo(new JournalEntry("systemd: app.service: Failed with result 'exit-code'.", "a1"));
    assertThat(
            read(
                "{\"_PID\":\"84\",\"_SYSTEMD_INVOCATION_ID\":\"a1\",\"SYSLOG_IDENTIFIER\":\"sh\","
                    + "\"MESSAGE\":\"bind: Address already in use\","
                    + "\"_SYSTEMD_UNIT\":\"app.service\"}"))
        .isEqualTo(new JournalEntry("sh: bind: Address already in use", "a1"));
    assertThat(
            read(
                "{\"_PID\":\"30\",\"_SYSTEMD_INVOCATION_ID\":\"j1\",\"MESSAGE\":\"Suppressed 9\","
                    + "\"OBJECT_SYSTEMD_INVOCATION_ID\":\"a1\","
                    + "\"_SYSTEMD_UNIT\":\"systemd-journald.service\"}"))
        .isEqualTo(new JournalEntry("Suppressed 9", "a1"));
  }

  @Test
  void what_another_unit_writes_about_it_is_not_taken_for_another_run() {
    assertThat(
            read("{\"MESSAGE\":\"Process 84 (app) of user 0 dumped core.\",\"_PID\":\"99\","
                    + "\"_SYSTEMD_INVOCATION_ID\":\"c1\","
                    + "\"_SYSTEMD_UNIT\":\"systemd-coredump@0.service\"}")
                .run())
        .isEmpty();
  }

  @Test
  void a_dependency_that_failed_leaves_an_empty_invocation() {
    assertThat(
            read(
                "{\"SYSLOG_IDENTIFIER\":\"systemd\",\"_PID\":\"1\",\"INVOCATION_ID\":\"\","
                    + "\"MESSAGE\":\"Dependency failed for app.service.\","
                    + "\"_SYSTEMD_UNIT\":\"init.scope\"}"))
        .isEqualTo(new JournalEntry("systemd: Dependency failed for app.service.", ""));
  }

  @Test
  void a_program_that_calls_itself_systemd_is_not_believed() {
    assertThat(
            read("{\"SYSLOG_IDENTIFIER\":\"systemd\",\"_PID\":\"84\","
                    + "\"MESSAGE\":\"Start request repeated too quickly.\"}")
                .text())
        .isEqualTo("Start request repeated too quickly.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"SYSLOG_IDENTIFIER\":\"systemd\",\"_PID\":\"84\",\"MESSAGE\":\"systemd: Dependency failed for x\"}",
        "{\"_PID\":\"84\",\"MESSAGE\":\" systemd[1]: Dependency failed for x\"}",
        "{\"SYSLOG_IDENTIFIER\":\"systemd: Dependency failed for x\",\"MESSAGE\":\"y\"}"
      })
  void a_message_that_begins_like_one_of_systemd_was_believed(String line) {
    assertThat(read(line).text()).startsWith("unit: systemd");
  }

  @Test
  void a_message_that_journalctl_finds_too_long_left_no_trace() {
    JournalEntry entry =
        read(
            "{\"MESSAGE\":null,\"SYSLOG_IDENTIFIER\":\"java\",\"_PID\":\"84\","
                + "\"_SYSTEMD_INVOCATION_ID\":\"a1\",\"_SYSTEMD_UNIT\":\"app.service\"}");
    assertThat(entry).isEqualTo(new JournalEntry("java: (a longer entry is left out here)", "a1"));
  }

  @Test
  void bytes_are_read_as_text_and_a_line_across_a_cut_is_said_to_be_missing() {
    assertThat(read("{\"MESSAGE\":[104,105,255]}").text()).startsWith("hi");
    assertThat(read("{\"MESSAGE\":\"half of a").text()).contains("left out");
  }

  @Test
  void only_the_latest_run_is_kept_with_what_came_after_the_one_before() {
    assertThat(latest("b", "a:started", "a:died", ":late word", "b:started", "b:died", ":core"))
        .containsExactly("late word", "started", "died", "core");
    assertThat(latest("b", ":old", "a:started", "a:died", "b:died")).containsExactly("died");
  }

  @Test
  void a_run_that_left_no_word_gets_none_of_another() {
    assertThat(latest("b", "a:started", "a:died")).isEmpty();
  }

  @Test
  void where_systemd_forgot_the_run_the_last_in_the_journal_counts() {
    assertThat(latest("", "a:died", "b:started", "b:died")).containsExactly("started", "died");
    assertThat(latest("", "a:died", ":Dependency failed"))
        .containsExactly("died", "Dependency failed");
  }

  @Test
  void where_nothing_tells_runs_apart_everything_is_kept() {
    assertThat(latest("", ":died", ":died again")).containsExactly("died", "died again");
  }

  private static JournalEntry read(String line) {
    return JournalEntry.read("app.service", line);
  }

  private static List<String> latest(String run, String... entries) {
    List<JournalEntry> all =
        Stream.of(entries)
            .map(e -> new JournalEntry(e.substring(e.indexOf(':') + 1), e.split(":", 2)[0]))
            .toList();
    return JournalEntry.latest(all, run).stream().map(JournalEntry::text).toList();
  }
}
