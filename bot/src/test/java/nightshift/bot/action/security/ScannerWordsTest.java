package nightshift.bot.action.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.ByteArrayInputStream;
import nightshift.bot.action.security.ScannerWords.Said;
import nightshift.bot.host.BoundedOutput;
import org.junit.jupiter.api.Test;

/** What the real programs print where a test cannot bring them to it in time. */
class ScannerWordsTest {

  @Test
  void a_run_of_all_tests_of_rkhunter_is_one_finding_for_each_warning() {
    // rkhunter 1.4.6-11 of Debian 12: too long for a test, it used a processor for 137 seconds.
    Said said =
        ScannerWords.RKHUNTER.read(
            """
            Warning: The modules file '/proc/modules' is missing.
            Warning: The kernel modules directory '/lib/modules' is missing or empty.
            Warning: The SSH and rkhunter configuration options should be the same:
                     SSH configuration option 'PermitRootLogin': yes
                     Rkhunter configuration option 'ALLOW_SSH_ROOT_USER': no
            Warning: No running system logging daemon has been found.
            Warning: Hidden directory found: /etc/.java
            """);
    assertThat(said.findings())
        .hasSize(5)
        .contains(
            "Warning: The SSH and rkhunter configuration options should be the same: SSH"
                + " configuration option 'PermitRootLogin': yes Rkhunter configuration option"
                + " 'ALLOW_SSH_ROOT_USER': no");
    assertThat(said.rest()).isEmpty();
  }

  @Test
  void old_signatures_of_clamav_are_said_and_are_no_finding() {
    // libclamav 1.4 says so of databases that were signed more than seven days ago.
    Said said =
        ScannerWords.CLAMAV.read(
            """
            LibClamAV Warning: **************************************************
            LibClamAV Warning: ***  The virus database is older than 7 days!  ***
            LibClamAV Warning: ***   Please update it as soon as possible.    ***
            LibClamAV Warning: **************************************************
            /srv/a: Test FOUND

            ----------- SCAN SUMMARY -----------
            Known viruses: 8000000
            Engine version: 1.4.6
            Scanned directories: 1
            Scanned files: 1
            Infected files: 1
            Time: 12.047 sec (0 m 12 s)
            """);
    assertThat(said.findings()).containsExactly("/srv/a: Test FOUND");
    assertThat(said.rest())
        .contains("LibClamAV Warning: ***  The virus database is older than 7 days!  ***")
        .endsWith("Known viruses: 8000000", "Scanned files: 1");
    assertThat(said.unseen()).isFalse();
  }

  @Test
  void a_file_named_like_the_summary_hid_that_a_folder_was_not_seen() {
    Said said =
        ScannerWords.CLAMAV.read(
            """
            /srv/a
            ----------- SCAN SUMMARY -----------
            b: Test FOUND
            WARNING: /home: Can't access file

            ----------- SCAN SUMMARY -----------
            Scanned files: 1
            """);
    assertThat(said.findings()).containsExactly("b: Test FOUND");
    assertThat(said.unseen()).isTrue();
  }

  @Test
  void what_was_left_out_of_a_long_output_was_taken_for_seen() {
    BoundedOutput output = new BoundedOutput(200);
    String many = "/srv/a: Test FOUND\n".repeat(100) + "\n----------- SCAN SUMMARY -----------\n";
    assertThatNoException()
        .isThrownBy(() -> output.drain(new ByteArrayInputStream(many.getBytes(UTF_8))));
    assertThat(ScannerWords.CLAMAV.read(output.text()).unseen()).isTrue();
    assertThat(ScannerWords.RKHUNTER.read(output.text()).unseen()).isTrue();
  }
}
