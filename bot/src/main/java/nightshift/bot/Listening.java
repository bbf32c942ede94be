package nightshift.bot;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import nightshift.config.Settings;

/** The address of a server, as people have to write it. */
final class Listening {

  private Listening() {}

  /**
   * Where this server is found. One that listens on every address of the machine is found under the
   * machine's name, because nobody can open {@code 0.0.0.0}.
   *
   * @param port the one that it really has
   */
  static URI address(Settings.Http http, int port) {
    String host = http.host();
    String named = host.equals("0.0.0.0") || host.equals("::") ? machine() : host;
    String bare = named.contains(":") ? "[" + named + "]" : named;
    return URI.create("http://" + bare + ":" + port);
  }

  private static String machine() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
