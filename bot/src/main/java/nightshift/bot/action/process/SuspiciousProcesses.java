package nightshift.bot.action.process;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nightshift.bot.action.process.Suspicions.Suspect;
import nightshift.bot.host.proc.CpuSample;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Probe;

/**
 * {@code process.suspicious}: how many processes there are against which enough speaks; good when
 * none. Those with less are listed too, with their points.
 */
final class SuspiciousProcesses implements Probe {

  private final Looks looks;
  private final Suspicions suspicions;
  private final InstantSource clock;

  SuspiciousProcesses(Looks looks, Suspicions suspicions, InstantSource clock) {
    this.looks = looks;
    this.suspicions = suspicions;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "process.suspicious";
  }

  @Override
  public Reading read(Target target) throws ProbeException, InterruptedException {
    CpuSample sample = looks.sample(name(), target);
    List<Suspect> all =
        suspicions.in(sample).stream()
            .filter(s ->
                !target.kind().equals(Here.PROCESS)
                    || s.process().id().executable().equals(target.name()))
            .toList();
    List<Suspect> bad = all.stream().filter(Suspect::enough).toList();
    Map<String, Object> facts = new HashMap<>();
    facts.put("suspicious", (long) bad.size());
    facts.put("unseen", (long) sample.unseen());
    if (!bad.isEmpty()) {
      Suspect worst = bad.getFirst();
      facts.put("suspect_pid", (long) worst.process().pid());
      facts.put("suspect_executable", ApprovedProcess.written(worst.process().shown()));
      facts.put("suspect_points", (long) worst.points());
      facts.put("suspect_percent", sample.of(worst.process()));
    }
    List<String> lines =
        all.isEmpty()
            ? List.of("nothing speaks against any process")
            : all.stream().limit(Looks.NAMED).map(Suspect::shown).toList();
    return new Reading(
        name(),
        target,
        bad.isEmpty(),
        (double) bad.size(),
        Map.of(),
        facts,
        lines,
        clock.instant());
  }
}
