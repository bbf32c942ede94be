package nightshift.bot.host.net;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightshift.bot.host.Machine;
import nightshift.bot.host.ProgramTrouble;
import nightshift.bot.host.Programs;
import nightshift.engine.alert.Text;

/**
 * A socket that takes what others send.
 *
 * @param protocol {@code tcp} or {@code udp}
 * @param address where it listens; {@code *} for everywhere, {@code 0.0.0.0} for all of IPv4
 * @param port its port
 * @param program who has it; empty when the machine does not tell us
 */
public record Socket(String protocol, String address, int port, String program) {

  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final Pattern LINE =
      Pattern.compile(
          "(tcp|udp)\\s+\\S+\\s+\\d+\\s+\\d+\\s+(\\S+):(\\d{1,5})\\s+\\S+\\s*"
              + "(?:users:\\(\\(\"([^\"]{0,64})\".*)?");

  /** Every listening socket of a machine, as {@code ss} tells. */
  public static List<Socket> listening(Machine machine)
      throws ProgramTrouble, InterruptedException {
    String said =
        Programs.output(
            machine,
            "looking at listening sockets",
            LOOK,
            List.of("ss", "-H", "-l", "-n", "-t", "-u", "-p"));
    List<Socket> out = new ArrayList<>();
    said.lines().forEach(line -> read(line).ifPresent(out::add));
    return out.stream().distinct().toList();
  }

  static Optional<Socket> read(String line) {
    Matcher m = LINE.matcher(line.strip());
    if (!m.matches()) {
      return Optional.empty();
    }
    String address = m.group(2).replaceAll("%.*|[\\[\\]]", "");
    String everywhere = address.equals("::") ? "*" : address;
    String program = m.group(4) == null ? "" : Text.line(m.group(4), 64);
    return Optional.of(new Socket(m.group(1), everywhere, Integer.parseInt(m.group(3)), program));
  }

  /** Whether only this machine itself can reach it. */
  public boolean inside() {
    return address.startsWith("127.") || address.equals("::1") || address.startsWith("::ffff:127.");
  }

  /** Whether it can be reached by IPv6 alone or too. */
  public boolean six() {
    return address.equals("*") || address.contains(":");
  }

  /** {@code 443/tcp}. */
  public String name() {
    return port + "/" + protocol;
  }

  /** {@code 443/tcp on * (nginx)}. */
  public String shown() {
    return name() + " on " + address + (program.isEmpty() ? "" : " (" + program + ")");
  }
}
