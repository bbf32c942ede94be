package nightshift.bot.host.proc;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** TCP sockets out of {@code /proc/net/tcp} and {@code tcp6}. */
public final class Sockets {

  private static final int MOST = 20_000;
  private static final String ESTABLISHED = "01";
  private static final String LISTENING = "0A";
  private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d{1,18})]");
  private static final Pattern LINE =
      Pattern.compile(
          "\\s*\\d+: ([0-9A-F]{8,32}):([0-9A-F]{4}) ([0-9A-F]{8,32}):([0-9A-F]{4}) ([0-9A-F]{2})"
              + "(?: \\S+){3}\\s+\\d+\\s+\\d+ (\\d{1,18}).*");

  private Sockets() {}

  /**
   * A port that is listened on.
   *
   * @param everywhere whether on all addresses, and not on the loopback or one other
   * @param loopback whether only this machine can reach it
   */
  public record Listener(int port, boolean everywhere, boolean loopback) {}

  private record Row(String local, int port, int remotePort, String state, long inode) {}

  /** The remote ports that a process has connections to, in its own network. */
  public static Set<Integer> remotePorts(ProcFs proc, ProcessId process) {
    Path folder = proc.root().resolve(String.valueOf(process.pid()));
    Set<Long> own = inodes(folder.resolve("fd"));
    Set<Integer> ports = new TreeSet<>();
    for (Row row : rows(folder.resolve("net"))) {
      if (row.state().equals(ESTABLISHED) && own.contains(row.inode())) {
        ports.add(row.remotePort());
      }
    }
    return ports;
  }

  /** What this machine listens on, in the network that we are in. */
  public static List<Listener> listening(ProcFs proc) {
    return rows(proc.root().resolve("self/net")).stream()
        .filter(r -> r.state().equals(LISTENING))
        .map(r -> new Listener(r.port(), r.local().matches("0+"), loopback(r.local())))
        .distinct()
        .sorted(java.util.Comparator.comparingInt(Listener::port))
        .toList();
  }

  // The kernel writes addresses in words of the machine's own byte order: little-endian wherever
  // this runs today.
  private static boolean loopback(String address) {
    return address.length() == 8
        ? address.endsWith("7F")
        : address.equals("00000000000000000000000001000000")
            || (address.startsWith("0000000000000000FFFF0000") && address.endsWith("7F"));
  }

  private static List<Row> rows(Path net) {
    List<Row> rows = new ArrayList<>();
    for (String name : List.of("tcp", "tcp6")) {
      try (var lines = Files.lines(net.resolve(name))) {
        lines.limit(MOST).map(LINE::matcher).filter(Matcher::matches).forEach(m -> add(rows, m));
      } catch (IOException | java.io.UncheckedIOException withoutIt) {
        continue;
      }
    }
    return rows;
  }

  private static void add(List<Row> rows, Matcher m) {
    rows.add(
        new Row(
            m.group(1),
            Integer.parseInt(m.group(2), 16),
            Integer.parseInt(m.group(4), 16),
            m.group(5),
            Long.parseLong(m.group(6))));
  }

  private static Set<Long> inodes(Path descriptors) {
    Set<Long> out = new HashSet<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(descriptors)) {
      for (Path fd : all) {
        Matcher m = SOCKET.matcher(target(fd));
        if (m.matches()) {
          out.add(Long.parseLong(m.group(1)));
        }
      }
    } catch (IOException endedOrNotOurs) {
      return Set.of();
    }
    return out;
  }

  private static String target(Path fd) {
    try {
      return Files.readSymbolicLink(fd).toString();
    } catch (IOException closed) {
      return "";
    }
  }
}
