package nightshift.bot.host.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ThingTest {

  private static Thing image(String id, long bytes) {
    return new Thing(Thing.Kind.IMAGE, id, List.of(), bytes, 0);
  }

  @Test
  void images_of_the_same_size_once_changed_places_between_two_looks_and_so_the_digest() {
    Thing large = image("sha256:c", 9);
    Thing one = image("sha256:a", 5);
    Thing two = image("sha256:b", 5);
    assertThat(Stream.of(two, one, large).sorted(Thing.LARGEST_FIRST))
        .containsExactly(large, one, two);
    assertThat(Stream.of(one, large, two).sorted(Thing.LARGEST_FIRST))
        .containsExactly(large, one, two);
  }
}
