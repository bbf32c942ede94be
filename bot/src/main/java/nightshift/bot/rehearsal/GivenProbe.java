package nightshift.bot.rehearsal;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import nightshift.config.rehearsal.PlaybookTest.Said;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Probe;

/** A probe that says what a test gives it to say. */
final class GivenProbe implements Probe {

  private final String name;
  private final Optional<Said> said;

  /**
   * @param said empty when the test says nothing of this probe: then it cannot look
   */
  GivenProbe(String name, Optional<Said> said) {
    this.name = name;
    this.said = said;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Reading read(Target target) throws ProbeException {
    Optional<String> fails = said.map(Said::fails).orElse(Optional.of("the test gives no reading"));
    if (fails.isPresent()) {
      throw new ProbeException(
          ProbeException.Kind.UNREACHABLE, "reading " + name + ": " + fails.get());
    }
    Said s = said.orElseThrow();
    return new Reading(
        name, target, s.healthy(), s.value(), Map.of(), s.facts(), s.lines(), Instant.EPOCH);
  }
}
