package nightshift.bot.action.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightshift.bot.host.docker.DockerTrouble;
import nightshift.bot.host.docker.Stock;
import nightshift.bot.host.docker.Thing;
import nightshift.bot.host.files.RawPath;
import nightshift.bot.host.files.Trouble;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Bytes;
import nightshift.engine.alert.Text;

/**
 * What people approved to be removed from Docker, and the removing.
 *
 * @param engine the only Docker Engine for which it was approved
 * @param keep where images are saved before they go; empty when their loss was approved
 * @param things what goes
 */
record Pruning(String engine, Optional<Path> keep, List<Thing> things) {

  private static final Pattern FIRST =
      Pattern.compile(PruneWords.DROP + "(\\S+)|" + PruneWords.KEEP + "(\\S+) (/.*)");

  Pruning {
    things = List.copyOf(things);
  }

  /**
   * Reads it from a preview's objects.
   *
   * @throws ActionException with {@code Effect.NONE} when they are not from this kind
   */
  static Pruning of(List<String> objects) throws ActionException {
    if (objects.isEmpty()) {
      throw refused("nothing was approved");
    }
    List<Thing> things = new ArrayList<>();
    for (String line : objects.subList(1, objects.size())) {
      things.add(
          Thing.parse(line)
              .orElseThrow(
                  () -> refused("\"" + Text.line(line, 120) + "\" is nothing of Docker's")));
    }
    Matcher first = FIRST.matcher(objects.getFirst());
    if (!first.matches()) {
      throw refused(
          "\"%s\" does not say of which engine, and whether images are kept"
              .formatted(Text.line(objects.getFirst(), 120)));
    }
    return first.group(1) != null
        ? new Pruning(first.group(1), Optional.empty(), things)
        : new Pruning(first.group(2), Optional.of(RawPath.parse(first.group(3))), things);
  }

  /** Says that it is another engine now: the same image there is not what was approved. */
  Optional<String> otherThan(Stock stock) throws ActionException, InterruptedException {
    try {
      return stock.engine().equals(engine)
          ? Optional.empty()
          : Optional.of("another Docker Engine answers there now than was approved");
    } catch (DockerTrouble e) {
      throw e.refusal();
    }
  }

  /** Removes them one by one, each only as it was seen. */
  ActionResult run(Stock stock, ActionContext ctx) throws ActionException, InterruptedException {
    Set<Thing.Kind> kinds = EnumSet.noneOf(Thing.Kind.class);
    things.forEach(t -> kinds.add(t.kind()));
    Run run = new Run(stock, ctx);
    try {
      List<Thing> now = stock.unused(kinds);
      Optional<KeptImages> kept = shelf(ctx);
      int image = 0;
      for (Thing t : things) {
        image += t.kind() == Thing.Kind.IMAGE ? 1 : 0;
        if (now.stream().anyMatch(t::same)) {
          run.remove(t, image, kept);
        } else {
          run.left.add(t.shown() + ": gone, changed, or in use by now; left alone");
        }
      }
    } catch (DockerTrouble e) {
      throw run.broken(String.valueOf(e.getMessage()), e.kind() == DockerTrouble.Kind.NO_ANSWER);
    } catch (IOException e) {
      throw run.broken("the quarantine: " + Trouble.of(e), false);
    }
    return run.result(things.size());
  }

  private Optional<KeptImages> shelf(ActionContext ctx) throws IOException, InterruptedException {
    boolean images = things.stream().anyMatch(t -> t.kind() == Thing.Kind.IMAGE);
    return keep.isPresent() && images
        ? Optional.of(KeptImages.create(keep.get(), ctx, Thing.bytes(things)))
        : Optional.empty();
  }

  private static final class Run {
    private final Stock stock;
    private final ActionContext ctx;
    private final List<String> left = new ArrayList<>();
    private int done;
    private long bytes;

    Run(Stock stock, ActionContext ctx) {
      this.stock = stock;
      this.ctx = ctx;
    }

    void remove(Thing t, int image, Optional<KeptImages> kept)
        throws IOException, DockerTrouble, InterruptedException {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      try {
        if (t.kind() == Thing.Kind.IMAGE && kept.isPresent()) {
          kept.get().save(image, t, stock);
        }
        stock.remove(t);
        done++;
        bytes += t.bytes();
      } catch (DockerTrouble e) {
        if (e.kind() != DockerTrouble.Kind.REFUSED
            && e.kind() != DockerTrouble.Kind.NO_SUCH_CONTAINER) {
          throw e;
        }
        left.add(e.getMessage() + "; left alone");
      }
    }

    ActionResult result(int all) {
      String rest = left.isEmpty() ? "" : "; " + left.size() + " left alone";
      return new ActionResult(
          done > 0,
          "removed %d of %d things, %s%s".formatted(done, all, Bytes.shown(bytes), rest),
          String.join("\n", left.subList(0, Math.min(20, left.size()))),
          null);
    }

    ActionException broken(String why, boolean unknown) {
      Effect effect = unknown ? Effect.UNKNOWN : done > 0 ? Effect.PARTIAL : Effect.NONE;
      return new ActionException(
          effect,
          "removing unused things from Docker for %s: stopped after %d, %s: %s"
              .formatted(ctx.target(), done, Bytes.shown(bytes), why));
    }
  }

  private static ActionException refused(String why) {
    return new ActionException(Effect.NONE, "reading what may be removed from Docker: " + why);
  }
}
