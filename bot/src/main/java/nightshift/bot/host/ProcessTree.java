package nightshift.bot.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A process and everything that it started. A grandchild whose parent has ended is no descendant
 * any more, so they are also known by a mark in the environment that they inherit.
 */
final class ProcessTree {

  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final int ROUNDS = 5;

  private final Process root;
  private final String mark;

  /**
   * @param mark {@code NAME=value} in the environment of the root, unlike any other
   */
  ProcessTree(Process root, String mark) {
    this.root = root;
    this.mark = mark;
  }

  /** Asks all to end, and ends those that have not within two seconds. */
  void stop() {
    for (int round = 0; round < ROUNDS; round++) {
      List<ProcessHandle> alive = alive();
      if (alive.isEmpty()) {
        return;
      }
      if (round == 0) {
        alive.forEach(ProcessHandle::destroy);
        await(alive);
      } else {
        alive.forEach(ProcessHandle::destroyForcibly);
        await(alive);
      }
    }
  }

  private List<ProcessHandle> alive() {
    Map<Long, ProcessHandle> all = new LinkedHashMap<>();
    Stream.concat(Stream.of(root.toHandle()), root.descendants()).forEach(p -> all.put(p.pid(), p));
    marked().forEach(p -> all.put(p.pid(), p));
    return all.values().stream().filter(ProcessHandle::isAlive).toList();
  }

  private static void await(List<ProcessHandle> processes) {
    var ends = processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
    boolean interrupted = false;
    long deadline = System.nanoTime() + GRACE.toNanos();
    while (true) {
      try {
        CompletableFuture.allOf(ends).get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        break;
      } catch (TimeoutException | ExecutionException notAllEnded) {
        break;
      } catch (InterruptedException e) {
        // Leaving now would leave processes behind; the flag is set again below.
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private List<ProcessHandle> marked() {
    List<ProcessHandle> found = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : all) {
        if (isMarked(process.resolve("environ"))) {
          ProcessHandle.of(Long.parseLong(process.getFileName().toString())).ifPresent(found::add);
        }
      }
    } catch (IOException withoutProc) {
      // Then the descendants that the JVM knows must do.
      return found;
    }
    return found;
  }

  private boolean isMarked(Path environ) {
    try {
      String all = Files.readString(environ, StandardCharsets.ISO_8859_1);
      return ("\0" + all).contains("\0" + mark + "\0");
    } catch (IOException endedOrNotOurs) {
      return false;
    }
  }
}
