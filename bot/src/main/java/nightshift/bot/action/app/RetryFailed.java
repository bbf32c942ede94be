package nightshift.bot.action.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import nightshift.bot.host.app.ArrApp;
import nightshift.bot.host.app.Download;
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
 * {@code arr.retry-failed}: takes stalled and failed downloads away, never takes those releases
 * again, and looks for others.
 */
final class RetryFailed implements ActionKind<Limit> {

  private final AppDoor door;

  RetryFailed(AppDoor door) {
    this.door = door;
  }

  @Override
  public String name() {
    return "arr.retry-failed";
  }

  @Override
  public Class<Limit> arguments() {
    return Limit.class;
  }

  @Override
  public Risk floor() {
    return Risk.MEDIUM;
  }

  @Override
  public String targetKind() {
    return "app";
  }

  @Override
  public Duration timeout(Limit args) {
    return Duration.ofSeconds(30).plus(Duration.ofSeconds(20).multipliedBy(args.value()));
  }

  @Override
  public Preview preview(Limit args, ActionContext ctx)
      throws ActionException, InterruptedException {
    List<Listed<Download>> stuck = listed(ctx).stream().filter(d -> d.thing().stuck()).toList();
    if (stuck.isEmpty()) {
      throw AppDoor.refused("nothing in the queue of \"" + ctx.target().name() + "\" is stuck");
    }
    List<Listed<Download>> chosen = stuck.stream().limit(args.value()).toList();
    List<String> details = new ArrayList<>();
    chosen.forEach(d -> details.add(ArrQueue.shown(d.thing())));
    details.add("each is removed from its download client, with what it has downloaded so far");
    if (stuck.size() > chosen.size()) {
      details.add(
          (stuck.size() - chosen.size()) + " more are stuck and are left for the next time");
    }
    return new Preview(
        sentence(chosen, ctx.target().name()),
        details,
        chosen.stream().map(Listed::line).toList(),
        0,
        floor(),
        Reversal.none(
            "what was downloaded so far is deleted, and these releases stay on the blocklist until"
                + " somebody takes them off"),
        Duration.ofSeconds(3L * chosen.size()));
  }

  private static String sentence(List<Listed<Download>> chosen, String app) {
    String first = chosen.getFirst().thing().title();
    return chosen.size() == 1
        ? "remove \"%s\" from \"%s\", block it and search for another".formatted(first, app)
        : "remove %d downloads from \"%s\", block them and search for others"
            .formatted(chosen.size(), app);
  }

  private List<Listed<Download>> listed(ActionContext ctx)
      throws ActionException, InterruptedException {
    try {
      return ArrQueue.queue(door, ctx.target()).downloads().stream()
          .filter(d -> !d.id().isEmpty())
          .map(RetryFailed::listed)
          .sorted()
          .toList();
    } catch (ProbeException e) {
      throw AppDoor.refused(e);
    }
  }

  private static Listed<Download> listed(Download d) {
    return new Listed<>(
        "download",
        d.id(),
        "rows %s for %s %s".formatted(numbers(d.rows()), numbers(d.wanted()), d.title()),
        d);
  }

  private static String numbers(List<Integer> all) {
    return all.isEmpty()
        ? "nothing"
        : all.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  @Override
  public Optional<String> drift(Limit args, ActionContext ctx)
      throws ActionException, InterruptedException {
    return Listed.drift(listed(ctx), ctx);
  }

  @Override
  public ActionResult run(Limit args, ActionContext ctx)
      throws ActionException, InterruptedException {
    List<Listed<Download>> approved = Listed.approved(listed(ctx), ctx);
    List<String> did = new ArrayList<>();
    List<String> left = new ArrayList<>();
    int removed = 0;
    for (Listed<Download> item : approved) {
      Download d = item.thing();
      if (!d.stuck()) {
        left.add("\"" + d.title() + "\" goes on by now and was left alone");
        continue;
      }
      removed += retry(d, ctx, did) ? 1 : 0;
    }
    if (removed == 0 && did.isEmpty()) {
      throw AppDoor.refused(String.join("; ", left) + "; nothing was touched");
    }
    did.addAll(left);
    return ActionResult.done(
        "removed %d of %d: %s".formatted(removed, ctx.objects().size(), String.join("; ", did)));
  }

  private boolean retry(Download d, ActionContext ctx, List<String> did)
      throws ActionException, InterruptedException {
    try {
      ArrApp arr = door.arr(ctx.target());
      boolean there = arr.remove(d);
      did.add((there ? "removed \"" : "it was gone already: \"") + d.title() + "\"");
      if (there && !d.wanted().isEmpty()) {
        arr.search(d);
        did.add("search begun");
      }
      return there;
    } catch (CallTrouble e) {
      throw AppDoor.during(e, String.join("; ", did));
    } catch (ProbeException e) {
      throw AppDoor.refused(e);
    }
  }
}
