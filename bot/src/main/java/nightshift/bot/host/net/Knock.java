package nightshift.bot.host.net;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Locale;
import nightshift.config.NetworkSettings.Endpoint;
import nightshift.engine.alert.Text;

/**
 * One attempt to connect from this machine.
 *
 * @param to where
 * @param came what came of it
 * @param detail more of it, for people
 */
public record Knock(Endpoint to, Came came, String detail) {

  /** What can come of it. */
  public enum Came {
    /** It took the connection. */
    OPEN,
    /** Somebody said no: the host is there, and nothing listens, or a firewall rejects. */
    REFUSED,
    /** Nobody said anything. */
    SILENT,
    /** Somebody on the way, or we ourselves, know no way there. */
    NO_WAY,
    /** Its name is not known. */
    NO_NAME;

    /** The word for facts and people. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Knocks. */
  public static Knock at(Endpoint to, Duration patience) throws InterruptedException {
    InetSocketAddress address = new InetSocketAddress(to.host(), to.port());
    if (address.isUnresolved()) {
      return new Knock(to, Came.NO_NAME, "its name is not known here");
    }
    try (SocketChannel channel = SocketChannel.open()) {
      channel.socket().connect(address, (int) patience.toMillis());
      return new Knock(to, Came.OPEN, "it takes connections");
    } catch (ClosedByInterruptException e) {
      throw new InterruptedException();
    } catch (SocketTimeoutException e) {
      return new Knock(to, Came.SILENT, "no answer within " + patience.toSeconds() + " s");
    } catch (NoRouteToHostException e) {
      return new Knock(to, Came.NO_WAY, "no route to it");
    } catch (ConnectException e) {
      return new Knock(to, Came.REFUSED, "it refuses");
    } catch (IOException e) {
      String why = Text.line(String.valueOf(e.getMessage()), 120);
      // "Network is unreachable" has no exception class of its own.
      boolean nowhere = why.toLowerCase(Locale.ROOT).contains("unreachable");
      return new Knock(to, nowhere ? Came.NO_WAY : Came.SILENT, why);
    }
  }
}
