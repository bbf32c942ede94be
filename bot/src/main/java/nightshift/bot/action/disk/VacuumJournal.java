package nightshift.bot.action.disk;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightshift.bot.action.disk.Journals.Journal;
import nightshift.bot.host.Machines;
import nightshift.bot.host.ProgramTrouble;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Arguments.Size;
import nightshift.engine.action.Bytes;
import nightshift.engine.action.Durations;
import nightshift.engine.action.Preview;
import nightshift.engine.action.Reversal;
import nightshift.engine.action.Risk;
import nightshift.engine.alert.Text;

/**
 * {@code journal.vacuum}: removes archived journals, oldest first, until all of them take no more
 * than a size, or none begins before a time. It does what {@code journalctl --vacuum-size} and
 * {@code --vacuum-time} do, but to exactly the files that were approved: journalctl chooses anew
 * when it runs.
 */
final class VacuumJournal implements ActionKind<VacuumJournal.Args> {

  private final Machines machines;
  private final List<String> folders;

  /**
   * @param size what may stay; at least 8 MiB
   * @param olderThan archived journals that begin before go; at least an hour
   */
  record Args(Optional<Size> size, Optional<Duration> olderThan) {
    Args {
      if (size.isPresent() == olderThan.isPresent()) {
        throw new IllegalArgumentException("give either \"size\" or \"older_than\"");
      }
      if (size.isPresent() && size.get().bytes() < 8L << 20) {
        throw new IllegalArgumentException("argument \"size\" must be at least 8MiB");
      }
      if (olderThan.isPresent() && olderThan.get().compareTo(Duration.ofHours(1)) < 0) {
        throw new IllegalArgumentException("argument \"older_than\" must be at least 1h");
      }
    }

    String shown() {
      return size.map(s -> "down to " + Bytes.shown(s.bytes()))
          .orElseGet(() -> "older than " + Durations.shown(olderThan.orElse(Duration.ZERO)));
    }
  }

  VacuumJournal(Machines machines, List<String> folders) {
    this.machines = machines;
    this.folders = List.copyOf(folders);
  }

  @Override
  public String name() {
    return "journal.vacuum";
  }

  @Override
  public Class<Args> arguments() {
    return Args.class;
  }

  @Override
  public Risk floor() {
    return Risk.MEDIUM;
  }

  @Override
  public String targetKind() {
    return "disk";
  }

  @Override
  public Duration timeout(Args args) {
    return Duration.ofMinutes(5);
  }

  @Override
  public Preview preview(Args args, ActionContext ctx)
      throws ActionException, InterruptedException {
    Journals journals = journals(ctx);
    try {
      long told = journals.usage();
      List<Journal> all = journals.all();
      List<Journal> go = chosen(args, all, ctx.now());
      if (go.isEmpty()) {
        throw refused(
            "the journals take %s, and no archived one is to go (%s)"
                .formatted(Bytes.shown(sum(all)), args.shown()));
      }
      return preview(args, go, all, told);
    } catch (ProgramTrouble e) {
      throw e.refusal();
    }
  }

  private Preview preview(Args args, List<Journal> go, List<Journal> all, long told) {
    List<String> details = new ArrayList<>();
    details.add("journalctl counts " + Bytes.shown(told) + " in all");
    go.stream().limit(10).forEach(j -> details.add(Bytes.shown(j.bytes()) + "  " + j.path()));
    if (go.size() > 10) {
      details.add("and " + (go.size() - 10) + " more");
    }
    return new Preview(
        "remove %d of %d journal files (%s) for good, %s"
            .formatted(go.size(), all.size(), Bytes.shown(sum(go)), args.shown()),
        details,
        go.stream().map(Journal::line).toList(),
        sum(go),
        floor(),
        Reversal.none("removed journals cannot be brought back"),
        Duration.ofSeconds(1 + go.size() / 10));
  }

  private static List<Journal> chosen(Args args, List<Journal> all, Instant now) {
    List<Journal> go = new ArrayList<>();
    long left = sum(all);
    for (Journal j : all) {
      boolean wanted =
          args.size().isPresent()
              ? left > args.size().get().bytes()
              : args.olderThan().isPresent()
                  && j.begins().orElse(Long.MAX_VALUE)
                      < now.minus(args.olderThan().get()).getEpochSecond() * 1_000_000;
      if (wanted && j.begins().isPresent()) {
        go.add(j);
        left -= j.bytes();
      }
    }
    return go;
  }

  @Override
  public ActionResult run(Args args, ActionContext ctx)
      throws ActionException, InterruptedException {
    List<Journal> approved = approved(ctx);
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    Journals journals = journals(ctx);
    int done = 0;
    long bytes = 0;
    try {
      List<Journal> now = journals.all();
      for (Journal j : approved) {
        // The same file under the same name: an archived journal is written to by nobody.
        if (now.contains(j)) {
          journals.remove(j);
          done++;
          bytes += j.bytes();
        }
      }
    } catch (ProgramTrouble e) {
      Effect effect =
          e.kind() == ProgramTrouble.Kind.NO_ANSWER
              ? Effect.UNKNOWN
              : done > 0 ? Effect.PARTIAL : Effect.NONE;
      throw new ActionException(
          effect, e.getMessage() + "; " + done + " journals were removed before");
    }
    String rest = done == approved.size() ? "" : "; the others are gone or changed, left alone";
    return new ActionResult(
        done > 0,
        "removed %d of %d journal files, %s%s"
            .formatted(done, approved.size(), Bytes.shown(bytes), rest),
        "",
        null);
  }

  private List<Journal> approved(ActionContext ctx) throws ActionException {
    List<Journal> approved = new ArrayList<>();
    for (String line : ctx.objects()) {
      Journal j =
          Journal.parse(line)
              .orElseThrow(
                  () -> refused("\"" + Text.line(line, 120) + "\" is no archived journal"));
      if (folders.stream().noneMatch(f -> j.path().startsWith(f + "/"))) {
        throw refused(j.path() + " is not where journals are kept");
      }
      approved.add(j);
    }
    if (approved.isEmpty()) {
      throw refused("none was approved");
    }
    return approved;
  }

  private Journals journals(ActionContext ctx) throws ActionException {
    return machines
        .place(ctx.target())
        .map(p -> new Journals(p.machine(), folders))
        .orElseThrow(() -> refused("the inventory has no machine for " + ctx.target()));
  }

  private static long sum(List<Journal> all) {
    return all.stream().mapToLong(Journal::bytes).sum();
  }

  private static ActionException refused(String why) {
    return new ActionException(Effect.NONE, "removing journals: " + why);
  }
}
