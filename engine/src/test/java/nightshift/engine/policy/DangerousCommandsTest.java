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
        "wipefs -a /dev/sda",
        "sudo env X=1 rm -fr /",
        "sudo -u root rm -rf /",
        "timeout --signal KILL 5 rm -rf /usr",
        "/bin/rm -r -f //",
        "/bin/rm -r -f /./",
        "rm -rf /home/..",
        "rm -rf --no-preserve-root /",
        "rm -rf ../..",
        "rm -rf ~/",
        "env -S rm",
        "su root -c id",
        "bash -c :(){:|:&};:",
        "find / -delete",
        "find -delete",
        "find /etc -name x -delete",
        "find / -exec rm {} +",
        "find /srv/cache -exec sh -c id ;",
        "tee /dev/sda",
        "shred /dev/nvme0n1",
        "chgrp -R me /srv"
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
        "curl -c jar http://localhost",
        "sudo docker ps --format json",
        "env A=b docker ps --format {{.Names}}",
        "find /srv/cache/old -mtime +7 -delete",
        "find /srv/cache -name rm",
        "timeout 5 systemctl restart plex",
        "rm -rf /srv/cache/../cache/old",
        "tee /dev/null",
        "rm -r ~/cache/old"
      })
  void these_may(String command) {
    assertThat(DangerousCommands.refuse(List.of(command.split(" ")))).as(command).isEmpty();
  }
}
