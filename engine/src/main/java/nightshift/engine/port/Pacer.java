package nightshift.engine.port;

import java.time.Duration;

/** Waiting, as a parameter, so that tests need no sleep. */
public interface Pacer {

  /** Waits this long. */
  void pause(Duration time) throws InterruptedException;
}
