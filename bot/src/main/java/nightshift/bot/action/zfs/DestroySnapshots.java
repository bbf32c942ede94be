package nightshift.bot.action.zfs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nightshift.bot.host.ProgramTrouble;
import nightshift.config.Settings;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Preview;
import nightshift.engine.action.Risk;
import nightshift.engine.alert.Text;
import nightshift.engine.policy.Glob;

/**
 * {@code zfs.snapshot.destroy}: destroys old snapshots of one dataset, each by its name and guid as
 * people approved them. Held ones, ones that clones stand on, protected ones and the newest are
 * left. There is no undo.
 */
final class DestroySnapshots implements ActionKind<DestroySnapshots.Args> {

  private static final Duration TIMEOUT = Duration.ofMinutes(30);

  private final Where where;
  private final Settings.Zfs settings;

  /**
   * @param dataset whose snapshots; those of datasets below it are not meant
   * @param olderThan a snapshot must be so old; at least an hour
   * @param keepAtLeast how many of the newest stay however old they are; at least 1, default 1
   */
  record Args(String dataset, Duration olderThan, Optional<Integer> keepAtLeast) {
    Args {
      if (!Snapshot.isName(dataset + "@x")) {
        throw new IllegalArgumentException("argument \"dataset\" must be one such as tank/data");
      }
      if (olderThan.compareTo(Duration.ofHours(1)) < 0) {
        throw new IllegalArgumentException("argument \"older_than\" must be at least 1h");
      }
      if (keepAtLeast.orElse(1) < 1) {
        throw new IllegalArgumentException("argument \"keep_at_least\" must be at least 1");
      }
    }

    int kept() {
      return keepAtLeast.orElse(1);
    }
  }

  DestroySnapshots(Where where, Settings.Zfs settings) {
    this.where = where;
    this.settings = settings;
  }

  @Override
  public String name() {
    return "zfs.snapshot.destroy";
  }

  @Override
  public Class<Args> arguments() {
    return Args.class;
  }

  @Override
  public Risk floor() {
    return Risk.HIGH;
  }

  @Override
  public String targetKind() {
    return "*";
  }

  @Override
  public Duration timeout(Args args) {
    return TIMEOUT;
  }

  @Override
  public Preview preview(Args args, ActionContext ctx)
      throws ActionException, InterruptedException {
    require(args);
    Zfs zfs = where.act(ctx.target()).zfs();
    try {
      Chosen chosen =
          Chosen.of(
              zfs.snapshots(args.dataset()),
              zfs.origins(args.dataset().split("/", 2)[0]),
              settings.protect(),
              args,
              ctx.now());
      return new DestroyWords(args, chosen).preview(zfs.reclaim(args.dataset(), chosen.old()));
    } catch (ProgramTrouble e) {
      throw Where.refused(e);
    }
  }

  @Override
  public ActionResult run(Args args, ActionContext ctx)
      throws ActionException, InterruptedException {
    require(args);
    List<Snapshot> approved = approved(args, ctx);
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    Zfs zfs = where.act(ctx.target()).zfs();
    Set<String> origins;
    try {
      origins = zfs.origins(args.dataset().split("/", 2)[0]);
    } catch (ProgramTrouble e) {
      throw Where.refused(e);
    }
    Destroyed tally = new Destroyed(approved.size());
    for (Snapshot s : approved) {
      one(zfs, s, origins, tally);
    }
    return tally.result(args.dataset());
  }

  private static void one(Zfs zfs, Snapshot approved, Set<String> origins, Destroyed tally)
      throws ActionException, InterruptedException {
    try {
      Snapshot now = zfs.snapshot(approved.name());
      if (!now.same(approved)) {
        tally.left(approved, "is another snapshot of that name now");
      } else if (now.holds() > 0) {
        tally.left(approved, "is held now");
      } else if (origins.contains(approved.name())) {
        tally.left(approved, "has a clone now");
      } else {
        zfs.destroy(approved);
        tally.done();
      }
    } catch (ProgramTrouble e) {
      if (e.kind() == ProgramTrouble.Kind.REFUSED) {
        tally.left(approved, String.valueOf(e.getMessage()));
      } else {
        throw tally.stopped(e);
      }
    }
  }

  private List<Snapshot> approved(Args args, ActionContext ctx) throws ActionException {
    List<Snapshot> approved = new ArrayList<>();
    for (String line : ctx.objects()) {
      Optional<Snapshot> s = Snapshot.parse(line);
      if (s.isEmpty() || !s.get().dataset().equals(args.dataset())) {
        throw refused("\"" + Text.line(line, 120) + "\" is no snapshot of " + args.dataset());
      }
      if (Chosen.isProtected(s.get(), settings.protect())) {
        throw refused(s.get().name() + " is protected by zfs.protect in the configuration");
      }
      approved.add(s.get());
    }
    if (approved.isEmpty()) {
      throw refused("none was approved");
    }
    return approved;
  }

  private void require(Args args) throws ActionException {
    if (settings.datasets().isEmpty()) {
      throw refused("no dataset is allowed; name some under zfs.datasets");
    }
    if (!Glob.any(settings.datasets(), args.dataset())) {
      throw refused(args.dataset() + " is not allowed; add it to zfs.datasets to change that");
    }
    if (Glob.any(settings.protect(), args.dataset())) {
      throw refused(args.dataset() + " is protected by zfs.protect in the configuration");
    }
  }

  private static ActionException refused(String why) {
    return new ActionException(Effect.NONE, "destroying snapshots: " + why);
  }
}
