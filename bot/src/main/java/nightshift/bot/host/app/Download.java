package nightshift.bot.host.app;

import java.util.List;

/**
 * One download in the queue of an *arr application. A season is one download with a row for each
 * episode.
 *
 * @param id what the download client calls it; empty while it is not there yet
 * @param rows ids of its rows in the queue
 * @param wanted ids of the episodes, films or albums that it is for
 * @param title its release name, in one line
 * @param state how it goes
 * @param said what the application says about it
 */
public record Download(
    String id, List<Integer> rows, List<Integer> wanted, String title, State state, String said) {

  /** How a download goes. */
  public enum State {
    /** It goes on, or waits for its turn or for a person. */
    FINE,
    /** Nobody has what it needs. */
    STALLED,
    /** It did not work, or what came cannot be used. */
    FAILED
  }

  public Download {
    rows = List.copyOf(rows);
    wanted = List.copyOf(wanted);
  }

  /** Whether it should be tried again from elsewhere. */
  public boolean stuck() {
    return state != State.FINE && !id.isEmpty();
  }
}
