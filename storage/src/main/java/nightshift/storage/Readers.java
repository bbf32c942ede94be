package nightshift.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Function;
import nightshift.engine.port.LedgerView;

/**
 * Connections that only read, each query in a transaction of its own, so that it sees one state. A
 * few are kept; when all are busy another one is opened rather than waited for, so that a query
 * inside a query cannot wait for itself.
 */
final class Readers implements AutoCloseable {

  private static final int KEPT = 4;
  private final Connections connections;
  private final Json json;
  private final InstantSource clock;
  private final BlockingQueue<Reader> idle = new ArrayBlockingQueue<>(KEPT);
  private volatile boolean closed;

  Readers(Connections connections, Json json, InstantSource clock) {
    this.connections = connections;
    this.json = json;
    this.clock = clock;
  }

  private record Reader(Connection connection, Statement statement, SqlView view) {}

  /** Runs a query. */
  <T> T read(Function<LedgerView, T> query) throws SQLException {
    Reader reader = idle.poll();
    if (reader == null) {
      reader = open();
    }
    boolean sound = false;
    try {
      reader.statement().execute("begin");
      T result = query.apply(reader.view());
      reader.statement().execute("commit");
      sound = true;
      return result;
    } finally {
      // Closing also ends the transaction of a query that threw.
      if (!sound || closed || !idle.offer(reader)) {
        reader.connection().close();
      }
    }
  }

  private Reader open() throws SQLException {
    Connection c = connections.reader();
    Session session = new Session(Connections.handle(c), json, clock);
    return new Reader(c, c.createStatement(), new SqlView(Tables.over(session)));
  }

  @Override
  public void close() throws SQLException {
    closed = true;
    for (Reader r = idle.poll(); r != null; r = idle.poll()) {
      r.connection().close();
    }
  }
}
