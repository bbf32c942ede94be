package nightshift.bot.action.zfs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
import nightshift.engine.action.Bytes;
import nightshift.engine.action.Durations;
import nightshift.engine.action.Preview;
import nightshift.engine.action.Reversal;
import nightshift.engine.action.Risk;

/** What people read before they approve that snapshots are destroyed. */
record DestroyWords(DestroySnapshots.Args args, Chosen chosen) {

  /**
   * The preview.
   *
   * @param reclaim what a dry run says would be freed; empty where the tool has none
   * @throws ActionException with {@code Effect.NONE} when there is nothing to destroy
   */
  Preview preview(OptionalLong reclaim) throws ActionException {
    List<Snapshot> old = chosen.old();
    if (old.isEmpty()) {
      throw new ActionException(
          Effect.NONE,
          "looking for snapshots of %s to destroy: of %d there is none older than %s that may go%s"
              .formatted(
                  args.dataset(),
                  chosen.all(),
                  Durations.shown(args.olderThan()),
                  chosen.kept().isEmpty() ? "" : "; " + String.join("; ", chosen.kept())));
    }
    long alone = old.stream().mapToLong(Snapshot::used).sum();
    String frees =
        reclaim.isPresent()
            ? "frees " + Bytes.shown(reclaim.getAsLong())
            : "frees at least " + Bytes.shown(alone);
    return new Preview(
        "destroy %d of %d snapshots of %s for good (%s)"
            .formatted(old.size(), chosen.all(), args.dataset(), frees),
        details(),
        old.stream().map(Snapshot::line).toList(),
        reclaim.orElse(alone),
        Risk.HIGH,
        Reversal.none("a destroyed snapshot cannot be brought back"),
        Duration.ofSeconds(1 + old.size()));
  }

  private List<String> details() {
    List<String> lines = new ArrayList<>();
    // Every one by name: this is what is approved, and there is no undo.
    for (Snapshot s : chosen.old()) {
      lines.add(
          "%s, of %s, holds %s alone"
              .formatted(s.name(), Instant.ofEpochSecond(s.created()), Bytes.shown(s.used())));
    }
    lines.add("the newest %d stay".formatted(args.kept()));
    lines.addAll(chosen.kept());
    return lines;
  }
}
