package nightshift.bot.action.security;

import java.util.List;
import java.util.Optional;
import nightshift.bot.host.proc.ProcFs;
import nightshift.bot.host.proc.Sockets;
import nightshift.bot.host.proc.Sockets.Listener;

/** TCP ports that others can reach and that nobody expects to be open. */
final class OpenPorts implements Check {

  private final ProcFs proc;
  private final List<Integer> expected;

  /**
   * @param expected ports that may be open
   */
  OpenPorts(ProcFs proc, List<Integer> expected) {
    this.proc = proc;
    this.expected = expected.stream().sorted().toList();
  }

  @Override
  public String name() {
    return "ports";
  }

  @Override
  public String object() {
    return "check ports, expecting " + expected;
  }

  @Override
  public Optional<String> missing() {
    return Optional.empty();
  }

  @Override
  public Found look() {
    List<Listener> open = Sockets.listening(proc).stream().filter(l -> !l.loopback()).toList();
    List<String> odd =
        open.stream()
            .filter(l -> !expected.contains(l.port()))
            .map(l ->
                "port %d is open on %s and is not listed under security.ports"
                    .formatted(l.port(), l.everywhere() ? "all addresses" : "one address"))
            .distinct()
            .toList();
    return new Found(
        odd,
        List.of(
            open.size() + " listeners that others may reach, as far as no firewall is in between",
            "UDP and the networks of containers were not looked at"));
  }
}
