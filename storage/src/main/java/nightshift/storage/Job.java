package nightshift.storage;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import nightshift.engine.port.LedgerException;
import nightshift.engine.port.LedgerTx;
import org.jspecify.annotations.Nullable;

/** One transaction on its way through the {@link Writer}; only its thread touches the fields. */
final class Job<T> {

  private final Function<LedgerTx, T> work;
  private String doing = "";
  // Completing it hands the fields over to whoever waits.
  private final CompletableFuture<Boolean> over = new CompletableFuture<>();
  private @Nullable T value;
  private @Nullable RuntimeException failure;
  private @Nullable Error error;

  Job(Function<LedgerTx, T> work) {
    this.work = work;
  }

  /**
   * Does the work, and keeps what came of it until it is committed.
   *
   * @return what it threw, to be taken back; null when it went through
   */
  @Nullable RuntimeException run(SqlTx tx, Trouble trouble) {
    tx.doing("writing");
    try {
      value = work.apply(tx);
    } catch (RuntimeException e) {
      failure = Trouble.ofDatabase(e) ? trouble.of(tx.doing(), e) : e;
    } catch (Error e) {
      error = e;
      failure = new IllegalStateException(e);
    }
    doing = tx.doing();
    return failure;
  }

  /** What it was doing last, or {@code otherwise} when it did not begin. */
  String doing(String otherwise) {
    return doing.isEmpty() ? otherwise : doing;
  }

  /** The commit is durable. */
  void kept() {
    over.complete(true);
  }

  /** The whole commit came to nothing; what this work threw itself is the better news. */
  void lost(LedgerException why) {
    if (failure == null) {
      failure = why;
    }
    over.complete(true);
  }

  /** Waits for the end of it: what the work returned, or what it threw. */
  @SuppressWarnings("NullAway") // A function may return null where T allows it.
  T await() {
    over.join();
    if (error != null) {
      throw error;
    }
    if (failure != null) {
      throw failure;
    }
    return value;
  }
}
