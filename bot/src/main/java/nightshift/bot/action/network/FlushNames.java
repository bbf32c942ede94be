package nightshift.bot.action.network;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nightshift.bot.host.ProgramTrouble;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Preview;
import nightshift.engine.action.Reversal;
import nightshift.engine.action.Risk;

/**
 * {@code network.dns.flush}: lets every cache of name servers' answers on a machine forget them:
 * systemd-resolved, nscd, dnsmasq, whichever run.
 */
final class FlushNames implements ActionKind<FlushNames.Nothing> {

  /** It takes no arguments. */
  record Nothing() {}

  private final NetworkDoor door;

  FlushNames(NetworkDoor door) {
    this.door = door;
  }

  @Override
  public String name() {
    return "network.dns.flush";
  }

  @Override
  public Class<Nothing> arguments() {
    return Nothing.class;
  }

  @Override
  public Risk floor() {
    return Risk.LOW;
  }

  @Override
  public String targetKind() {
    return "network";
  }

  @Override
  public Duration timeout(Nothing args) {
    return Duration.ofMinutes(2);
  }

  @Override
  public Preview preview(Nothing args, ActionContext ctx)
      throws ActionException, InterruptedException {
    NetworkSite site = door.site(ctx.target());
    List<NameCache> caches = running(site);
    if (caches.isEmpty()) {
      throw NetworkDoor.refused(
          "emptying the name cache of "
              + site.machine().name()
              + ": neither systemd-resolved nor nscd nor dnsmasq runs there");
    }
    String which = String.join(" and ", caches.stream().map(NameCache::unit).toList());
    return new Preview(
        "empty the name cache of " + which + " on " + site.machine().name(),
        List.of("names are asked for again when they are next needed"),
        caches.stream().map(c -> line(c, site)).toList(),
        0,
        floor(),
        Reversal.none("a cache fills again by itself"),
        Duration.ofSeconds(1));
  }

  @Override
  public Optional<String> drift(Nothing args, ActionContext ctx)
      throws ActionException, InterruptedException {
    NetworkSite site = door.site(ctx.target());
    for (NameCache cache : running(site)) {
      if (!ctx.objects().contains(line(cache, site))) {
        return Optional.of(cache.unit() + " runs now too, and was not approved");
      }
    }
    return Optional.empty();
  }

  @Override
  public ActionResult run(Nothing args, ActionContext ctx)
      throws ActionException, InterruptedException {
    NetworkSite site = door.site(ctx.target());
    List<NameCache> approved =
        running(site).stream().filter(c -> ctx.objects().contains(line(c, site))).toList();
    if (approved.isEmpty()) {
      throw NetworkDoor.refused("none of the approved name caches runs; nothing was touched");
    }
    int orders = 0;
    for (NameCache cache : NameCache.order(approved)) {
      empty(cache, site, orders++);
    }
    int done = approved.size();
    return ActionResult.done("emptied " + done + (done == 1 ? " name cache" : " name caches"));
  }

  private static void empty(NameCache cache, NetworkSite site, int done)
      throws ActionException, InterruptedException {
    try {
      cache.empty(site.machine());
    } catch (ProgramTrouble e) {
      boolean late = e.kind() == ProgramTrouble.Kind.NO_ANSWER;
      throw new ActionException(
          late ? Effect.UNKNOWN : done == 0 ? Effect.NONE : Effect.PARTIAL,
          String.valueOf(e.getMessage()));
    }
  }

  private static List<NameCache> running(NetworkSite site)
      throws ActionException, InterruptedException {
    try {
      return NameCache.running(site.machine());
    } catch (ProgramTrouble e) {
      throw NetworkDoor.trouble(e);
    }
  }

  private static String line(NameCache cache, NetworkSite site) {
    return "name cache of " + cache.unit() + " on " + site.machine().name();
  }
}
