package nightshift.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import nightshift.engine.port.LedgerTx;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer. Whoever holds the lock commits for everybody who waits (group commit): each
 * transaction is a savepoint of its own inside one BEGIN IMMEDIATE, and all are durable by the same
 * flush. One that throws takes only itself back.
 */
final class Writer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
  private static final int MOST_AT_ONCE = 64;
  private final Connection connection;
  private final Statement statement;
  private final SqlTx tx;
  private final Trouble trouble;
  private final ReentrantLock lock = new ReentrantLock();
  private final ConcurrentLinkedQueue<Job<?>> waiting = new ConcurrentLinkedQueue<>();

  Writer(Connection connection, SqlTx tx, Trouble trouble) throws SQLException {
    this.connection = connection;
    this.statement = connection.createStatement();
    this.tx = tx;
    this.trouble = trouble;
  }

  /** Runs a transaction, durable on return. */
  <T> T write(Function<LedgerTx, T> work) {
    if (lock.isHeldByCurrentThread()) {
      throw new IllegalStateException("a transaction inside another transaction");
    }
    Job<T> job = new Job<>(work);
    waiting.add(job);
    lock.lock();
    try {
      while (!job.isOver()) {
        commit(nextBatch());
      }
    } finally {
      lock.unlock();
    }
    return job.result();
  }

  private List<Job<?>> nextBatch() {
    List<Job<?>> batch = new ArrayList<>();
    while (batch.size() < MOST_AT_ONCE) {
      Job<?> next = waiting.poll();
      if (next == null) {
        break;
      }
      batch.add(next);
    }
    return batch;
  }

  private void commit(List<Job<?>> batch) {
    tx.doing("beginning a transaction");
    try {
      statement.execute("begin immediate");
      for (Job<?> job : batch) {
        attempt(job);
      }
      statement.execute("commit");
      batch.forEach(Job::kept);
    } catch (SQLException e) {
      rollBack();
      batch.forEach(j -> j.lost(trouble.of(j.doing(tx.doing()), e)));
    }
  }

  private void attempt(Job<?> job) throws SQLException {
    statement.execute("savepoint one");
    RuntimeException thrown = job.run(tx, trouble);
    if (thrown != null) {
      takeBack(thrown);
    }
    statement.execute("release one");
  }

  private void takeBack(RuntimeException thrown) throws SQLException {
    try {
      statement.execute("rollback to one");
    } catch (SQLException gone) {
      // A full disk ends the whole transaction: the savepoint is gone, what ended it is the news.
      SQLException news = new SQLException(thrown);
      news.addSuppressed(gone);
      throw news;
    }
  }

  private void rollBack() {
    try {
      statement.execute("rollback");
    } catch (SQLException e) {
      LOG.debug("nothing was left to roll back: {}", e.getMessage());
    }
  }

  @Override
  public void close() throws SQLException {
    lock.lock();
    try {
      connection.close();
    } finally {
      lock.unlock();
    }
  }
}
