package nightshift.bot.action.network;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Asks several others at once, each with its own patience, so that one who is silent costs once.
 */
final class Asking {

  private Asking() {}

  /** One question. It gives up by itself, and when interrupted. */
  interface Question<T> {
    T ask() throws InterruptedException;
  }

  /** The answers, in the order of the questions. */
  static <T> List<T> all(List<Question<T>> questions) throws InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> running = new ArrayList<>();
      questions.forEach(q -> running.add(threads.submit(q::ask)));
      try {
        List<T> out = new ArrayList<>();
        for (Future<T> one : running) {
          out.add(one.get());
        }
        return out;
      } catch (ExecutionException e) {
        throw new IllegalStateException("asking", e.getCause());
      } finally {
        threads.shutdownNow();
      }
    }
  }
}
