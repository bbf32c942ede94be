package nightshift.bot.host.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import nightshift.config.NetworkSettings.Endpoint;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * What one name server said to one question.
 *
 * @param server who was asked
 * @param name what for
 * @param answered whether anything came back
 * @param good whether it was an answer that helps: the name is known
 * @param said {@code NOERROR}, {@code NXDOMAIN}, {@code SERVFAIL}, or why nothing came
 * @param millis how long it took
 */
public record DnsAnswer(
    Endpoint server, String name, boolean answered, boolean good, String said, long millis) {

  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int DNS = 53;

  /** The name servers that this machine's own resolver would ask, in its order. */
  public static List<Endpoint> usualServers() {
    ResolverConfig.refresh();
    return ResolverConfig.getCurrentConfig().servers().stream()
        .map(s -> new Endpoint(s.getHostString(), s.getPort() == 0 ? DNS : s.getPort()))
        .distinct()
        .toList();
  }

  /**
   * Asks one name server for a name's IPv4 addresses, past every cache of this machine; for the
   * empty name, for the root's servers, which every resolver knows.
   */
  public static DnsAnswer ask(Endpoint server, String name) throws InterruptedException {
    long start = System.nanoTime();
    String said;
    boolean answered = false;
    boolean good = false;
    try {
      Message answer = send(server, question(name));
      int code = answer.getRcode();
      answered = true;
      good = code == Rcode.NOERROR && (name.isEmpty() || !answer.getSection(1).isEmpty());
      said = code == Rcode.NOERROR && !good ? "no address" : Rcode.string(code);
    } catch (TextParseException | UnknownHostException e) {
      said = "not a name: " + e.getMessage();
    } catch (TimeoutException e) {
      said = "no answer within " + PATIENCE.toSeconds() + " s";
    } catch (ExecutionException e) {
      said = trouble(e.getCause() == null ? e : e.getCause());
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    return new DnsAnswer(server, name, answered, good, said, millis);
  }

  private static Message question(String name) throws TextParseException {
    return name.isEmpty()
        ? Message.newQuery(Record.newRecord(Name.root, Type.NS, DClass.IN))
        : Message.newQuery(Record.newRecord(Name.fromString(name, Name.root), Type.A, DClass.IN));
  }

  private static Message send(Endpoint server, Message question)
      throws UnknownHostException, InterruptedException, ExecutionException, TimeoutException {
    SimpleResolver resolver =
        new SimpleResolver(new InetSocketAddress(server.host(), server.port()));
    resolver.setTimeout(PATIENCE);
    CompletableFuture<Message> answer = resolver.sendAsync(question).toCompletableFuture();
    try {
      return answer.get(PATIENCE.toMillis() + 500, TimeUnit.MILLISECONDS);
    } finally {
      answer.cancel(true);
    }
  }

  private static String trouble(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    boolean late = message.toLowerCase(Locale.ROOT).contains("timed out");
    if (late || !(cause instanceof IOException)) {
      return "no answer within " + PATIENCE.toSeconds() + " s";
    }
    return "refused or unreachable";
  }

  /** How it went, in one line. */
  public String shown() {
    String what = name.isEmpty() ? "the root's servers" : name;
    return "%s, asked for %s: %s (%d ms)".formatted(server, what, said, millis);
  }
}
