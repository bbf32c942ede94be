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
  // On SIGHUP it clears its cache and reads its hosts files again.
  DNSMASQ(
      "dnsmasq.service",
      List.of("systemctl", "kill", "--kill-who=main", "--signal=HUP", "dnsmasq.service")),
  RESOLVED("systemd-resolved.service", List.of("resolvectl", "flush-caches")),
  NSCD("nscd.service", List.of("nscd", "--invalidate=hosts"));

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

  /**
   * In which order caches are emptied: one that asks another after that one, or it may be filled
   * again with what is stale. The C library asks nscd first; of the other two, either may ask the
   * other.
   */
  static List<NameCache> order(List<NameCache> caches) {
    List<NameCache> out = new ArrayList<>(caches.stream().sorted().toList());
    if (out.contains(RESOLVED) && out.contains(DNSMASQ)) {
      out.add(out.indexOf(RESOLVED) + 1, DNSMASQ);
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
