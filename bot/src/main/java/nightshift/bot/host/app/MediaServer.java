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
   * @param device the player's own id; empty where the server does not need it
   * @param transcoding the id of the conversion that runs for it; empty when nothing is converted
   */
  record Session(
      String id, String user, String title, String player, String device, String transcoding) {

    /** Whether it makes the server convert. */
    public boolean converts() {
      return !transcoding.isEmpty();
    }
  }

  /** Everybody who is served right now. */
  List<Session> sessions() throws CallTrouble, InterruptedException;

  /**
   * Ends one session.
   *
   * @param reason shown to the person who watches, where the server can
   */
  void end(Session session, String reason) throws CallTrouble, InterruptedException;
}
