package nightshift.bot.action.disk;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightshift.bot.host.docker.DockerTrouble;
import nightshift.bot.host.docker.Stock;
import nightshift.bot.host.docker.Thing;
import nightshift.bot.host.files.Trouble;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Bytes;
import nightshift.engine.action.Durations;
import nightshift.engine.action.Preview;
import nightshift.engine.action.Reversal;
import nightshift.engine.action.Risk;

/** The undo of removed images: from the quarantine back into the engine. */
record LoadBack(KeptImages.Note note, ActionContext ctx, Quarantine quarantine) {

  /** What it would do; only looks. */
  Preview preview() throws ActionException {
    Optional<KeptImages> kept = kept();
    if (kept.isEmpty()) {
      throw refused("none was saved to " + note.shelf());
    }
    List<Thing> here = new ArrayList<>();
    for (int i = 0; i < note.things().size(); i++) {
      if (kept.get().has(i + 1)) {
        here.add(note.things().get(i));
      }
    }
    return new Preview(
        "load %d images (%s) back into Docker"
            .formatted(here.size(), Bytes.shown(Thing.bytes(here))),
        here.stream().map(t -> Bytes.shown(t.bytes()) + "  " + t.shown()).toList(),
        here.stream().map(Thing::line).toList(),
        Thing.bytes(here),
        Risk.LOW,
        Reversal.none("prune again to remove them again"),
        Duration.ofSeconds(1 + here.size()));
  }

  /** Does it. */
  ActionResult run(Stock stock) throws ActionException, InterruptedException {
    quarantine.lock().lockInterruptibly();
    try {
      Optional<KeptImages> kept = kept();
      if (kept.isEmpty()) {
        return ActionResult.done("nothing to load back: no image was saved");
      }
      int done = 0;
      List<Thing> all = note.things();
      for (int i = 0; i < all.size(); i++) {
        if (kept.get().has(i + 1) && !isThere(all.get(i), stock)) {
          kept.get().load(i + 1, all.get(i), stock);
          done++;
        }
      }
      return ActionResult.done("loaded %d of %d images back".formatted(done, all.size()));
    } finally {
      quarantine.lock().unlock();
    }
  }

  /** Whether it is there with all its names; a name may belong to another image by now. */
  private static boolean isThere(Thing image, Stock stock)
      throws ActionException, InterruptedException {
    try {
      return stock.hasImage(image.id(), image.names());
    } catch (DockerTrouble e) {
      throw e.refusal();
    }
  }

  private Optional<KeptImages> kept() throws ActionException {
    try {
      Optional<KeptImages> kept = KeptImages.open(note);
      if (kept.isEmpty() && ctx.now().getEpochSecond() >= note.until()) {
        throw refused(
            "they are gone: the quarantine keeps them for "
                + Durations.shown(quarantine.retention()));
      }
      return kept;
    } catch (IOException e) {
      throw refused(Trouble.of(e));
    }
  }

  private static ActionException refused(String why) {
    return new ActionException(Effect.NONE, "loading images back into Docker: " + why);
  }
}
