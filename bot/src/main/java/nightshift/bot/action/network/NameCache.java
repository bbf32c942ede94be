package nightshift.bot.action.network;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import nightshift.bot.host.Command.Ending;
import nightshift.bot.host.Machine;
import nightshift.bot.host.ProgramTrouble;
import nightshift.bot.host.Programs;

/** The programs that keep answers of name servers, and how each is told to forget them. */
enum NameCache {
  RESOLVED("systemd-resolved.service", List.of("resolvectl", "flush-caches")),
  NSCD("nscd.service", List.of("nscd", "--invalidate=hosts")),
  // On SIGHUP it clears its cache and reads its hosts files again.
  DNSMASQ(
      "dnsmasq.service",
      List.of("systemctl", "kill", "--kill-who=main", "--signal=HUP", "dnsmasq.service"));

  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  private final String unit;
  private final List<String> flush;

  NameCache(String unit, List<String> flush) {
    this.unit = unit;
    this.flush = flush;
  }

  /** The unit that keeps it. */
  String unit() {
    return unit;
  }

  /** The caches that run on a machine. */
  static List<NameCache> running(Machine machine) throws ProgramTrouble, InterruptedException {
    List<NameCache> out = new ArrayList<>();
    for (NameCache cache : values()) {
      Ending end =
          Programs.run(
              machine,
              "looking for " + cache.unit,
              TIMEOUT,
              List.of("systemctl", "is-active", "--", cache.unit));
      if (end.exitCode() == 0) {
        out.add(cache);
      }
    }
    return out;
  }

  /** Empties it. */
  void empty(Machine machine) throws ProgramTrouble, InterruptedException {
    Ending end = Programs.run(machine, "emptying the cache of " + unit, TIMEOUT, flush);
    if (end.exitCode() != 0) {
      throw new ProgramTrouble(
          ProgramTrouble.Kind.REFUSED,
          "emptying the cache of %s on %s: it ended with exit code %d%s"
              .formatted(unit, machine.name(), end.exitCode(), Programs.said(end)));
    }
  }
}
