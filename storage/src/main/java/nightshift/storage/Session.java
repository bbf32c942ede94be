package nightshift.storage;

import java.time.Instant;
import java.time.InstantSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/** One connection at work: its statements, the codec, the clock, and what it is doing right now. */
final class Session {

  private final Handle handle;
  private final Json json;
  private final InstantSource clock;
  private String doing = "";

  Session(Handle handle, Json json, InstantSource clock) {
    this.handle = handle;
    this.json = json;
    this.clock = clock;
  }

  Handle handle() {
    return handle;
  }

  Json json() {
    return json;
  }

  Instant now() {
    return clock.instant();
  }

  /** A query with named parameters. */
  Query query(String sql) {
    return handle.createQuery(sql);
  }

  /** A statement with named parameters. */
  Update update(String sql) {
    return handle.createUpdate(sql);
  }

  /** Notes what is being done, for the message in case that it cannot be. */
  void doing(String what) {
    doing = what;
  }

  /** What is being done. */
  String doing() {
    return doing;
  }
}
