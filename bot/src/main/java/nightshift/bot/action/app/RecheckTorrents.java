package nightshift.bot.action.app;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nightshift.bot.host.app.DownloadClient.How;
import nightshift.bot.host.app.DownloadClient.Torrent;
import nightshift.bot.host.http.CallTrouble;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Preview;
import nightshift.engine.action.Reversal;
import nightshift.engine.action.Risk;
import nightshift.engine.diagnosis.ProbeException;

/**
 * {@code download-client.recheck}: has the client read the files of torrents that are in error
 * again, and go on with them.
 */
final class RecheckTorrents implements ActionKind<Limit> {

  private final AppDoor door;

  RecheckTorrents(AppDoor door) {
    this.door = door;
  }

  @Override
  public String name() {
    return "download-client.recheck";
  }

  @Override
  public Class<Limit> arguments() {
    return Limit.class;
  }

  @Override
  public Risk floor() {
    return Risk.LOW;
  }

  @Override
  public String targetKind() {
    return "app";
  }

  @Override
  public Duration timeout(Limit args) {
    return Duration.ofMinutes(1);
  }

  @Override
  public Preview preview(Limit args, ActionContext ctx)
      throws ActionException, InterruptedException {
    List<Listed<Torrent>> all = errored(ctx);
    if (all.isEmpty()) {
      throw AppDoor.refused("no torrent of \"" + ctx.target().name() + "\" is in error");
    }
    List<Listed<Torrent>> chosen = all.stream().limit(args.value()).toList();
    return new Preview(
        "recheck and resume %d of %d torrents in error of \"%s\""
            .formatted(chosen.size(), all.size(), ctx.target().name()),
        chosen.stream().map(t -> t.thing().name() + ": " + t.thing().said()).toList(),
        chosen.stream().map(Listed::line).toList(),
        0,
        floor(),
        Reversal.none("reading files again changes nothing that could be put back"),
        Duration.ofSeconds(2));
  }

  private List<Listed<Torrent>> errored(ActionContext ctx)
      throws ActionException, InterruptedException {
    try {
      return DownloadState.state(door, ctx.target()).torrents().stream()
          .filter(t -> t.how() == How.ERRORED)
          .map(t -> new Listed<>("torrent", t.hash(), t.name(), t))
          .sorted()
          .toList();
    } catch (ProbeException e) {
      throw AppDoor.refused(e);
    }
  }

  @Override
  public Optional<String> drift(Limit args, ActionContext ctx)
      throws ActionException, InterruptedException {
    return Listed.drift(errored(ctx), ctx);
  }

  @Override
  public ActionResult run(Limit args, ActionContext ctx)
      throws ActionException, InterruptedException {
    List<Torrent> torrents =
        Listed.approved(errored(ctx), ctx).stream().map(Listed::thing).toList();
    try {
      door.downloads(ctx.target()).recheck(torrents);
    } catch (CallTrouble e) {
      throw AppDoor.during(e, "");
    } catch (ProbeException e) {
      throw AppDoor.refused(e);
    }
    return ActionResult.done(
        "rechecking %d of %d approved torrents".formatted(torrents.size(), ctx.objects().size()));
  }
}
