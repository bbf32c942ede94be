package nightshift.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The original design's list, by parsed words. */
class DangerousCommandsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rm -rf /",
        "rm -fr /",
        "rm -r -f /",
        "rm --recursive --force /",
        "/bin/rm -Rf /etc",
        "rm -rf /*",
        "rm -rf ~",
        "rm -r .",
        "sudo rm -rf /",
        "nice -n 10 rm -rf /usr",
        "env A=b rm -rf /",
        "busybox rm -rf /",
        "dd if=/dev/zero of=/dev/sda",
        "mkfs.ext4 /dev/sda1",
        "mkfs /dev/sda",
        "chmod -R 777 /srv",
        "chmod --recursive 777 /srv",
        "chown -R me /srv",
        "iptables -F",
        "iptables --flush",
        "nft flush ruleset",
        "systemctl stop sshd",
        "systemctl mask docker",
        "sh -c id",
        "bash -lc id",
        "/bin/dash -ec id",
        "sudo bash -c id",
        "reboot",
        "shutdown -h now",
        "wipefs -a /dev/sda"
      })
  void these_never_run(String command) {
    assertThat(DangerousCommands.refuse(List.of(command.split(" ")))).as(command).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docker ps --format json",
        "rm /srv/cache/one-file",
        "rm -rf /srv/cache/old",
        "systemctl restart plex",
        "dd if=a of=b",
        "chmod 640 /srv/file",
        "echo rm -rf /",
        "iptables -L",
        "nft list ruleset",
        "sh /opt/scripts/fix.sh",
        "curl -c jar http://localhost"
      })
  void these_may(String command) {
    assertThat(DangerousCommands.refuse(List.of(command.split(" ")))).as(command).isEmpty();
  }
}
