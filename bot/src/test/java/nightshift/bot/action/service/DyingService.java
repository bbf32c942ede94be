package nightshift.bot.action.service;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import nightshift.bot.host.systemd.Box;
import nightshift.config.Settings;
import nightshift.engine.contract.Await;
import nightshift.engine.diagnosis.Diagnosis;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Probes;
import nightshift.engine.resolver.ServiceResolver;

/** The unit {@code app} on a box, ways for it to die, and what is said of that. */
final class DyingService {

  static final Target APP = Target.parse("service://box/app");

  private final Box box;
  private final Probes probes;

  DyingService(Box box) {
    this.box = box;
    this.probes =
        new Probes(
            new ServiceFamily(
                    new Settings.Services(List.of("app", "gone"), List.of()),
                    box.machines(),
                    InstantSource.fixed(Instant.EPOCH))
                .probes());
  }

  Probes probes() {
    return probes;
  }

  void dies(String script) {
    dies(script, "");
  }

  /**
   * Lets it run a script to its end.
   *
   * @param settings more lines of its definition
   */
  void dies(String script, String settings) {
    box.define(
        "app.service",
        "[Service]\nExecStart=/bin/sh -c \"%s\"\n".formatted(script.strip().replace("$", "$$"))
            + settings);
    box.tell("systemctl start app");
    failed();
  }

  /** Waits until it has failed for good. */
  void failed() {
    Await.until(
        Duration.ofSeconds(45),
        () -> box.tell("systemctl show app -p ActiveState").equals("ActiveState=failed"));
    // What was logged is written a moment later.
    box.tell("journalctl --sync");
  }

  Diagnosis diagnosis() throws Exception {
    return new ServiceResolver()
        .diagnose(
            null,
            APP,
            List.of(probes.read("service.state", APP), probes.read("service.journal", APP)),
            List.of());
  }
}
