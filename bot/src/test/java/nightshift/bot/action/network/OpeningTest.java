package nightshift.bot.action.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import nightshift.bot.host.net.Verdict;
import nightshift.config.NetworkSettings.Port;
import org.junit.jupiter.api.Test;

class OpeningTest {

  @Test
  void a_range_is_listed_when_each_of_its_ports_is() {
    Opening range = new Opening("8000-8010/tcp", "x", "tcp", 8000, 8010, Verdict.OPEN, true);
    assertThat(range.bad(ports(7990, 8020))).isFalse();
    assertThat(range.bad(ports(8000, 8009))).isTrue();
    assertThat(range.bad(List.of())).isTrue();
  }

  @Test
  void a_machine_that_names_a_range_of_all_numbers_took_all_memory() {
    Opening all =
        new Opening("x", "x", "tcp", Integer.MIN_VALUE, Integer.MAX_VALUE, Verdict.OPEN, true);
    assertThat(all.bad(ports(1, 3))).isTrue();
  }

  private static List<Port> ports(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(n -> new Port(n, "tcp")).toList();
  }
}
