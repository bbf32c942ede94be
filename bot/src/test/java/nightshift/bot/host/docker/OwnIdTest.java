package nightshift.bot.host.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class OwnIdTest {

  private static final String ID =
      "4f1c0e7a9b2d4f1c0e7a9b2d4f1c0e7a9b2d4f1c0e7a9b2d4f1c0e7a9b2d4f1c";
  private static final String DOCKER =
      """
      612 611 0:55 / / rw,relatime - overlay overlay rw,lowerdir=/var/lib/docker/overlay2/l/ABC
      630 612 254:1 /var/lib/docker/containers/%1$s/resolv.conf /etc/resolv.conf rw - ext4 /dev/vda rw
      631 612 254:1 /var/lib/docker/containers/%1$s/hostname /etc/hostname rw - ext4 /dev/vda rw
      """
          .formatted(ID);

  @Test
  void a_container_with_a_host_name_of_its_own_was_once_not_known_to_be_ours() {
    assertThat(OwnId.of(DOCKER, Optional.of("nightshift"))).contains(ID);
  }

  @Test
  void podman_names_the_folder_after_the_container_too() {
    String podman =
        "77 60 0:23 /containers/storage/overlay-containers/%s/userdata/hosts /etc/hosts rw - tmpfs tmpfs rw\n"
            .formatted(ID);
    assertThat(OwnId.of(podman, Optional.empty())).contains(ID);
  }

  @Test
  void without_such_mounts_the_host_name_tells() {
    assertThat(OwnId.of("", Optional.of("4f1c0e7a9b2d"))).contains("4f1c0e7a9b2d");
    assertThat(OwnId.of("", Optional.of("nas"))).isEmpty();
    assertThat(OwnId.of("", Optional.empty())).isEmpty();
  }

  @Test
  void a_folder_of_another_container_that_is_mounted_somewhere_else_is_not_ours() {
    String backup =
        "90 60 254:1 /var/lib/docker/containers/%s/hostname /backup/hostname rw - ext4 /dev/vda rw\n"
            .formatted(ID);
    assertThat(OwnId.of(backup, Optional.of("nas"))).isEmpty();
  }
}
