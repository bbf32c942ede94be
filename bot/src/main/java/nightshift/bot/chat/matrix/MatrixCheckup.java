package nightshift.bot.chat.matrix;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import nightshift.bot.chat.matrix.client.Homeserver;
import nightshift.bot.checkup.Checkup;
import nightshift.bot.checkup.Finding;
import nightshift.config.MatrixSettings;
import nightshift.config.Settings;
import nightshift.engine.port.Pacer;

/** {@code nightshift doctor matrix}: from the address to a test card. */
public final class MatrixCheckup implements Checkup {

  private final Pacer pacer;

  /**
   * @param pacer waiting where the homeserver asks to
   */
  public MatrixCheckup(Pacer pacer) {
    this.pacer = pacer;
  }

  @Override
  public String name() {
    return MatrixRoom.NAME;
  }

  @Override
  public String about() {
    return "look whether Matrix is set up: address, token, device, room, encryption, power, a card";
  }

  @Override
  public void examine(Settings settings, Consumer<Finding> told) throws InterruptedException {
    examine(settings.matrix(), settings.people(), told);
  }

  void examine(
      Optional<MatrixSettings> matrix, List<Settings.Member> people, Consumer<Finding> told)
      throws InterruptedException {
    if (matrix.isEmpty()) {
      told.accept(
          Finding.bad("the configuration has no chat.matrix", "write it as docs/matrix.md shows"));
      return;
    }
    MatrixSettings to = matrix.get();
    List<String> able =
        people.stream()
            .flatMap(p -> Optional.ofNullable(p.identities().get(MatrixRoom.NAME)).stream())
            .toList();
    told.accept(pressers(able, to));
    try (Homeserver server = new Homeserver(to.homeserver(), to.token(), to.room(), pacer)) {
      new Examination(server, to, able, told).run();
    }
  }

  private static Finding pressers(List<String> able, MatrixSettings to) {
    if (!able.isEmpty()) {
      return Finding.good("people with an MXID: " + String.join(", ", able));
    }
    return to.powerLevels().isEmpty()
        ? Finding.bad(
            "nobody in people has an MXID, so nobody can press", "add matrix: \"@…\" to people")
        : Finding.note("nobody in people has an MXID: only power levels count");
  }
}
