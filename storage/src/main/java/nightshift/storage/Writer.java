package nightshift.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import nightshift.engine.port.LedgerException;
import nightshift.engine.port.LedgerTx;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer, a thread of its own that commits for everybody who waits (group commit): each
 * transaction is a savepoint of its own inside one BEGIN IMMEDIATE, and all are durable by the same
 * flush. One that throws takes only itself back.
 *
 * <p>The thread is a platform thread: a flush blocks in native code, where a virtual thread would
 * keep its carrier from all others.
 */
final class Writer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
  private static final int MOST_AT_ONCE = 64;
  private static final Job<Boolean> LAST = new Job<>(_ -> true);

  private final Connection connection;
  private final Statement statement;
  private final SqlTx tx;
  private final Trouble trouble;
  private final BlockingQueue<Job<?>> waiting = new LinkedBlockingQueue<>();
  private final ReentrantLock door = new ReentrantLock();
  private final Thread thread;
  private boolean closed;

  Writer(Connection connection, SqlTx tx, Trouble trouble) throws SQLException {
    this.connection = connection;
    this.statement = connection.createStatement();
    this.tx = tx;
    this.trouble = trouble;
    this.thread = Thread.ofPlatform().name("ledger-writer").daemon().start(this::serve);
  }

  /** Runs a transaction, durable on return. An interrupt does not cut it short. */
  <T> T write(Function<LedgerTx, T> work) {
    if (Thread.currentThread() == thread) {
      throw new IllegalStateException("a transaction inside another transaction");
    }
    Job<T> job = new Job<>(work);
    add(job);
    return job.await();
  }

  private void add(Job<?> job) {
    door.lock();
    try {
      if (closed) {
        throw new LedgerException("writing: the ledger is closed", null);
      }
      waiting.add(job);
    } finally {
      door.unlock();
    }
  }

  private void serve() {
    boolean open = true;
    while (open) {
      try {
        List<Job<?>> batch = new ArrayList<>(MOST_AT_ONCE);
        batch.add(waiting.take());
        waiting.drainTo(batch, MOST_AT_ONCE - 1);
        open = !batch.remove(LAST);
        commit(batch);
      } catch (InterruptedException e) {
        // Nobody interrupts this thread on purpose, and whoever waits must get an answer.
        LOG.warn("the ledger's writer was interrupted and goes on");
      }
    }
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

  /** Commits what waits, takes nothing more, and closes the connection. */
  @Override
  public void close() throws SQLException {
    door.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      waiting.add(LAST);
    } finally {
      door.unlock();
    }
    joinUninterruptibly();
    connection.close();
  }

  private void joinUninterruptibly() {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
