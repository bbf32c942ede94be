package nightshift.bot.action.network;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nightshift.bot.host.Machines;
import nightshift.bot.host.ProgramTrouble;
import nightshift.bot.host.net.Socket;
import nightshift.config.NetworkSettings;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Probe;

/**
 * {@code net.listening}: which sockets take what others send. Good when {@code network.open} lists
 * every one that others can reach, or says nothing at all.
 */
final class ListeningProbe implements Probe {

  private static final int SHOWN = 20;

  private final NetworkSettings settings;
  private final Machines machines;
  private final InstantSource clock;

  ListeningProbe(NetworkSettings settings, Machines machines, InstantSource clock) {
    this.settings = settings;
    this.machines = machines;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "net.listening";
  }

  @Override
  public Reading read(Target target) throws ProbeException, InterruptedException {
    NetworkSite site = NetworkSite.seen(machines, target);
    try {
      return reading(target, Socket.listening(site.machine()));
    } catch (ProgramTrouble e) {
      throw NetworkSite.blind(e);
    }
  }

  private Reading reading(Target target, List<Socket> sockets) {
    List<Socket> outside = sockets.stream().filter(s -> !s.inside()).toList();
    List<Socket> unlisted = Exposed.unlisted(sockets, settings);
    Map<String, Object> facts = new HashMap<>();
    facts.put("listening", (long) sockets.size());
    facts.put("listening_outside", (long) outside.size());
    facts.put("listening_unlisted", (long) unlisted.size());
    List<String> lines = new ArrayList<>();
    unlisted.stream()
        .limit(SHOWN)
        .forEach(s -> lines.add(s.shown() + ": network.open does not list it"));
    if (lines.isEmpty()) {
      outside.stream().limit(SHOWN).forEach(s -> lines.add(s.shown()));
    }
    return new Reading(
        name(), target, unlisted.isEmpty(), null, Map.of(), facts, lines, clock.instant());
  }
}
