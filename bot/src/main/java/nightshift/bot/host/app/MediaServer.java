package nightshift.bot.host.app;

import java.util.List;
import nightshift.bot.host.http.CallTrouble;

/** A server that plays films and music to people. */
public interface MediaServer {

  /**
   * Somebody who watches or listens.
   *
   * @param id the server's id of it
   * @param user who
   * @param title what
   * @param player on what
   * @param obeys whether the server can make its player stop
   * @param transcoding what tells the conversion that runs for it from another; empty when nothing
   *     is converted
   */
  record Session(
      String id, String user, String title, String player, boolean obeys, String transcoding) {

    /** Whether it makes the server convert. */
    public boolean converts() {
      return !transcoding.isEmpty();
    }
  }

  /** Everybody who is served right now. */
  List<Session> sessions() throws CallTrouble, InterruptedException;

  /**
   * Ends one session; one that has ended already is fine.
   *
   * @param reason shown to the person who watches, where the server can
   */
  void end(Session session, String reason) throws CallTrouble, InterruptedException;
}
