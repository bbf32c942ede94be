package nightshift.bot.action.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import nightshift.bot.host.files.FileStat;
import nightshift.bot.host.files.Mounts;
import nightshift.bot.host.files.Place;
import nightshift.bot.host.files.RawPath;
import nightshift.bot.host.files.Trouble;
import nightshift.engine.action.Bytes;

/** Whether files can go into the quarantine, so that space is really freed and undo is real. */
sealed interface Room {

  /**
   * There is room.
   *
   * @param quarantine the folder
   * @param rename whether it is on the same mounted file system, so that nothing needs copying
   */
  record Free(Path quarantine, boolean rename) implements Room {}

  /** There is none: files could only be deleted. */
  record None(String why) implements Room {}

  /** What must stay free in the quarantine's file system: this, or a tenth of what is moved. */
  long RESERVE = 64L << 20;

  /**
   * Looks for room.
   *
   * @param quarantine the configured folder; it need not exist yet
   * @param place what must be freed
   * @param bytes how much would be moved
   */
  static Room find(Optional<Path> quarantine, Place place, long bytes) {
    if (quarantine.isEmpty()) {
      return new None("no quarantine is configured (disk.quarantine)");
    }
    try {
      return look(quarantine.get(), place, bytes, Mounts.now());
    } catch (IOException e) {
      return new None(
          "looking at the quarantine " + shown(quarantine.get()) + ": " + Trouble.of(e));
    }
  }

  private static Room look(Path quarantine, Place place, long bytes, Mounts mounts)
      throws IOException {
    Path there = FileStat.nearest(quarantine);
    // The part that exists must be what it seems; mount points are compared by real paths.
    Path real = there.toRealPath();
    if (!real.equals(there)) {
      return new None("the quarantine " + shown(quarantine) + " is reached through a link");
    }
    FileStat stat = FileStat.of(real);
    if (!stat.isFolder() || (real.equals(quarantine) && stat.isWritableByOthers())) {
      return new None(
          "the quarantine " + shown(quarantine) + " is no folder, or others may write to it");
    }
    var from = mounts.holding(place.path()).orElseThrow(() -> new IOException("no mount table"));
    var to = mounts.holding(real).orElseThrow(() -> new IOException("no mount table"));
    boolean sameDevice = stat.identity().device() == place.device();
    if (place.quota().isPresent()
        ? quarantine.startsWith(place.path())
        : sameDevice || from.sharesSpaceWith(to)) {
      return new None(
          "the quarantine %s is on %s itself, so moving would free nothing"
              .formatted(shown(quarantine), shown(place.path())));
    }
    boolean rename = sameDevice && from.equals(to);
    return rename ? new Free(quarantine, true) : spacious(quarantine, real, bytes);
  }

  private static Room spacious(Path quarantine, Path real, long bytes) throws IOException {
    long free = Files.getFileStore(real).getUsableSpace();
    long reserve = Math.max(RESERVE, bytes / 10);
    if (free < bytes + reserve) {
      return new None(
          "the quarantine %s has %s free, and %s and %s in reserve are needed"
              .formatted(
                  shown(quarantine), Bytes.shown(free), Bytes.shown(bytes), Bytes.shown(reserve)));
    }
    return new Free(quarantine, false);
  }

  private static String shown(Path path) {
    return RawPath.shown(path);
  }
}
