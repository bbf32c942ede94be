package nightshift.bot.host.proc;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The nice value of each thread of a process. Linux keeps one per thread: setting that of the
 * process's number changes its main thread only.
 */
public final class Threads {

  /** Most threads of one process that are looked at. */
  public static final int MOST = 512;

  private Threads() {}

  /** Nice value by thread number; empty when the process is gone. */
  public static Map<Integer, Integer> nice(ProcFs proc, ProcessId process) {
    Map<Integer, Integer> out = new TreeMap<>();
    Path tasks = proc.root().resolve(String.valueOf(process.pid())).resolve("task");
    try (DirectoryStream<Path> all = Files.newDirectoryStream(tasks, "[0-9]*")) {
      for (Path task : all) {
        if (out.size() == MOST) {
          break;
        }
        ProcFs.text(task.resolve("stat")).ifPresent(stat -> put(out, task, stat));
      }
    } catch (IOException ended) {
      return Map.of();
    }
    return out;
  }

  private static void put(Map<Integer, Integer> out, Path task, String stat) {
    String[] f = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
    if (f.length > 16) {
      out.put(Integer.parseInt(task.getFileName().toString()), Integer.parseInt(f[16]));
    }
  }
}
