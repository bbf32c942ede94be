package nightshift.bot.action.disk;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nightshift.bot.host.files.RawPath;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.Bytes;
import nightshift.engine.action.Durations;
import nightshift.engine.action.Preview;
import nightshift.engine.action.Reversal;
import nightshift.engine.action.Risk;

/** What people read before they approve a clean-up. */
record CleanupWords(TempCleanup.Args args, List<Path> folders, Duration retention) {

  private static final int LARGEST = 10;

  /**
   * The preview of what was found.
   *
   * @throws ActionException with {@code Effect.NONE} when nothing was
   */
  Preview preview(Selection found, Room room) throws ActionException {
    if (found.files().isEmpty()) {
      throw new ActionException(
          ActionException.Effect.NONE,
          "looking for files to clean up in %s: there are none %s%s"
              .formatted(where(), wanted(), found.notes().isEmpty() ? "" : "; " + notes(found)));
    }
    long bytes = Picked.bytes(found.files());
    String what =
        String.format(
            Locale.ROOT,
            "%,d %s (%s) %s in %s",
            found.files().size(),
            found.files().size() == 1 ? "file" : "files",
            Bytes.shown(bytes),
            wanted(),
            where());
    return switch (room) {
      case Room.Free free -> moving(found, free, what, bytes);
      case Room.None none -> deleting(found, none, what, bytes);
    };
  }

  private Preview moving(Selection found, Room.Free room, String what, long bytes) {
    String quarantine = RawPath.shown(room.quarantine());
    return new Preview(
        "move " + what + " into quarantine",
        details(found),
        new Approved(Optional.of(room.quarantine()), found.files()).objects(),
        bytes,
        Risk.LOW,
        Reversal.by(
            "puts them back from %s, which keeps them for %s"
                .formatted(quarantine, Durations.shown(retention))),
        estimated(found, room.rename() ? 0 : bytes));
  }

  private Preview deleting(Selection found, Room.None room, String what, long bytes) {
    return new Preview(
        "delete " + what + " for good",
        details(found),
        new Approved(Optional.empty(), found.files()).objects(),
        bytes,
        Risk.HIGH,
        Reversal.none("deleted files cannot be brought back; " + room.why()),
        estimated(found, 0));
  }

  private static List<String> details(Selection found) {
    List<String> lines = new ArrayList<>();
    found.files().stream()
        .sorted(Comparator.comparingLong((Picked f) -> f.identity().size()).reversed())
        .limit(LARGEST)
        .forEach(f -> lines.add(Bytes.shown(f.identity().size()) + "  " + RawPath.shown(f.path())));
    if (found.files().size() > LARGEST) {
      lines.add("and " + (found.files().size() - LARGEST) + " smaller ones");
    }
    lines.addAll(found.notes());
    return lines;
  }

  private static Duration estimated(Selection found, long copied) {
    return Duration.ofSeconds(1 + copied / (50L << 20) + found.files().size() / 500);
  }

  private static String notes(Selection found) {
    return String.join("; ", found.notes());
  }

  private String wanted() {
    return "not modified for "
        + Durations.shown(args.olderThan())
        + args.minSize().map(s -> ", of " + Bytes.shown(s.bytes()) + " or more").orElse("");
  }

  private String where() {
    return String.join(", ", folders.stream().map(RawPath::shown).toList());
  }
}
