package nightshift.bot.action.zfs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import nightshift.bot.host.Command;
import nightshift.bot.host.Commands;
import nightshift.bot.host.Machines;
import nightshift.engine.contract.Await;
import nightshift.engine.diagnosis.Target;

/** A dataset of a test's own in a real pool. */
public final class Tank implements AutoCloseable {

  private final String pool = Optional.ofNullable(System.getenv("NIGHTSHIFT_ZFS")).orElseThrow();
  private final Commands commands = new Commands();

  /** The dataset. */
  public final String dataset = pool + "/t" + UUID.randomUUID().toString().substring(0, 8);

  /** Makes it. */
  public Tank() throws InterruptedException {
    zfs("create", dataset);
  }

  /** The pool. */
  public Target target() {
    return new Target("zfs", pool);
  }

  /** This machine alone. */
  public static Machines machines() {
    return new Machines(new Commands(), Map.of());
  }

  /** Runs {@code zfs}, as an operator would. */
  public String zfs(String... arguments) throws InterruptedException {
    List<String> argv = new ArrayList<>(List.of("/usr/bin/env", "zfs"));
    argv.addAll(Arrays.asList(arguments));
    Command.Ending ending =
        commands.run(
            new Command(argv, Map.of("LC_ALL", "C"), Optional.empty(), Duration.ofSeconds(30)));
    if (ending.exitCode() != 0) {
      throw new IllegalStateException(String.join(" ", argv) + ": " + ending.output());
    }
    return ending.output().strip();
  }

  /** Makes a snapshot; its whole name. */
  public String snapshot(String word) throws InterruptedException {
    zfs("snapshot", dataset + "@" + word);
    return dataset + "@" + word;
  }

  /** Writes a file of so many megabytes that nothing can compress. */
  public Path write(String name, int megabytes) throws Exception {
    Path file = Path.of(zfs("get", "-H", "-o", "value", "mountpoint", dataset)).resolve(name);
    byte[] block = new byte[1 << 20];
    Random random = new Random(42);
    try (var out = Files.newOutputStream(file)) {
      for (int i = 0; i < megabytes; i++) {
        random.nextBytes(block);
        out.write(block);
      }
    }
    return file;
  }

  /** Every snapshot with its guid, one a line. */
  public String snapshots() throws InterruptedException {
    String all = zfs("list", "-H", "-o", "name", "-t", "snapshot", "-r", dataset);
    StringBuilder out = new StringBuilder();
    for (String name : all.lines().filter(l -> l.contains("@")).toList()) {
      out.append(name).append(' ').append(zfs("get", "-Hp", "-o", "value", "guid", name));
      out.append('\n');
    }
    return out.toString();
  }

  @Override
  public void close() throws InterruptedException {
    for (String line : snapshots().lines().toList()) {
      String name = line.split(" ")[0];
      if (!zfs("get", "-Hp", "-o", "value", "userrefs", name).equals("0")) {
        zfs("release", "keep", name);
      }
    }
    Await.until(Duration.ofSeconds(30), this::isDestroyed);
  }

  /** ZFS in user space may find a file system busy for a moment after it was used. */
  private boolean isDestroyed() {
    try {
      zfs("destroy", "-R", dataset);
      return true;
    } catch (IllegalStateException e) {
      if (String.valueOf(e.getMessage()).contains("busy")) {
        return false;
      }
      throw e;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
