package nightshift.bot.host.app;

import java.util.List;
import nightshift.bot.host.http.CallTrouble;

/** A program that downloads torrents. */
public interface DownloadClient {

  /** Most torrents that are read. */
  int MOST = 2000;

  /** How a torrent goes. */
  enum How {
    FINE,
    STALLED,
    ERRORED
  }

  /**
   * One torrent.
   *
   * @param hash its info hash, in lower case
   * @param said what is wrong with it, empty when nothing is known
   */
  record Torrent(String hash, String name, How how, String said) {}

  /**
   * How it is.
   *
   * @param connection {@code connected}, {@code firewalled} or {@code disconnected}, as far as it
   *     says
   */
  record State(String version, String connection, List<Torrent> torrents) {
    public State {
      torrents = List.copyOf(torrents);
    }
  }

  /** Asks for everything. */
  State state() throws CallTrouble, InterruptedException;

  /** Has it look at the files of these torrents again, and go on with them. */
  void recheck(List<Torrent> torrents) throws CallTrouble, InterruptedException;
}
