package nightshift.bot.host.systemd;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nightshift.bot.host.Command.Ending;
import nightshift.bot.host.Machine;
import nightshift.bot.host.ProgramTrouble;
import nightshift.bot.host.Programs;
import nightshift.engine.plan.Digests;

/** Asks {@code systemctl} of a machine. */
public final class Systemd {

  private static final Duration LOOK = Duration.ofSeconds(10);
  private static final String PROPERTIES =
      "Id,LoadState,ActiveState,SubState,Result,ExecMainCode,ExecMainStatus,NRestarts,"
          + "InvocationID,ActiveEnterTimestamp,Type,NeedDaemonReload,FragmentPath";

  private Systemd() {}

  /** How a unit is. A unit that there is not has the load state {@code not-found}. */
  public static UnitFacts show(Machine machine, String unit)
      throws ProgramTrouble, InterruptedException {
    String said =
        Programs.output(
            machine,
            "looking at " + unit,
            LOOK,
            List.of("systemctl", "show", "--no-pager", "--property=" + PROPERTIES, "--", unit));
    Map<String, String> show = new HashMap<>();
    for (String line : said.lines().toList()) {
      int at = line.indexOf('=');
      if (at > 0) {
        show.put(line.substring(0, at), line.substring(at + 1).strip());
      }
    }
    return UnitFacts.of(show);
  }

  /** SHA-256 over the unit's files and drop-ins, as systemd would read them now. */
  public static String definition(Machine machine, String unit)
      throws ProgramTrouble, InterruptedException {
    return Digests.sha256(
        Programs.output(
            machine,
            "reading the definition of " + unit,
            LOOK,
            List.of("systemctl", "cat", "--no-pager", "--", unit)));
  }

  /** Gives an order about a unit and waits until it was carried out. */
  public static Ending order(Machine machine, String verb, String unit, Duration timeout)
      throws ProgramTrouble, InterruptedException {
    return Programs.run(
        machine,
        verb + " of " + unit,
        timeout,
        List.of("systemctl", "--no-ask-password", "--no-pager", verb, "--", unit));
  }
}
