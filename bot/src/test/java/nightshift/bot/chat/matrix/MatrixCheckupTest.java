package nightshift.bot.chat.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import nightshift.bot.checkup.Finding;
import nightshift.bot.checkup.Finding.Verdict;
import nightshift.config.Settings;
import nightshift.engine.contract.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code nightshift doctor matrix}, against the stand-in. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class MatrixCheckupTest {

  private final FakeHomeserver server = new FakeHomeserver();

  @AfterEach
  void close() {
    server.close();
  }

  private List<Finding> examine(String... ids) throws InterruptedException {
    List<Settings.Member> people = new ArrayList<>();
    for (String id : ids) {
      people.add(new Settings.Member("alice", List.of(), Map.of("matrix", id), Optional.empty()));
    }
    List<Finding> out = new ArrayList<>();
    new MatrixCheckup(new SettableClock())
        .examine(Optional.of(server.settings()), people, out::add);
    return out;
  }

  private static List<String> bad(List<Finding> all) {
    return all.stream()
        .filter(f -> f.verdict() == Verdict.BAD)
        .map(f -> f.what() + " -> " + f.remedy())
        .toList();
  }

  @Test
  void a_good_set_up_is_good_in_every_point_and_the_test_card_is_gone_again() throws Exception {
    server.member(Night.ALICE, "join");
    List<Finding> all = examine(Night.ALICE);
    assertThat(bad(all)).isEmpty();
    assertThat(all.stream().map(Finding::what))
        .anyMatch(w -> w.contains(Night.ALICE))
        .anyMatch(w -> w.contains("v1.11"))
        .anyMatch(w -> w.contains("token: of @nightshift"))
        .anyMatch(w -> w.contains("NIGHTSHIFT"))
        .anyMatch(w -> w.contains("not encrypted"))
        .anyMatch(w -> w.contains("posted and taken away"));
    assertThat(server.calls("PUT", "m.room.message")).hasSize(1);
    assertThat(server.cards()).isEmpty();
  }

  @Test
  void what_is_wrong_is_said_with_what_helps() throws Exception {
    assertThat(bad(examine())).anyMatch(b -> b.contains("nobody in people has an MXID"));
    assertThat(bad(examine(Night.BOB))).anyMatch(b -> b.contains("not in the room"));
    server.forgotten = true;
    assertThat(bad(examine(Night.BOB))).anyMatch(b -> b.contains("log the bot in again"));
    server.forgotten = false;
    server.powers("{\"events\":{\"m.reaction\":10}}");
    assertThat(bad(examine(Night.BOB)))
        .anyMatch(b -> b.contains("m.reaction") && b.contains("power level 10"));
    server.encrypt();
    assertThat(bad(examine(Night.BOB))).anyMatch(b -> b.contains("make a new room"));
    assertThat(server.cards()).isEmpty();
    server.member(FakeHomeserver.BOT, "leave");
    assertThat(bad(examine(Night.BOB))).anyMatch(b -> b.contains("invite the bot"));
    server.down = true;
    assertThat(bad(examine(Night.BOB))).anyMatch(b -> b.contains("check the network"));
  }

  @Test
  void without_a_room_in_the_configuration_it_says_so() throws Exception {
    List<Finding> out = new ArrayList<>();
    new MatrixCheckup(new SettableClock()).examine(Optional.empty(), List.of(), out::add);
    assertThat(bad(out)).singleElement().asString().contains("docs/matrix.md");
  }
}
