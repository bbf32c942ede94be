package nightshift.bot.action.zfs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightshift.bot.host.Machine;
import nightshift.bot.host.ProgramTrouble;
import nightshift.bot.host.Tool;

/**
 * The {@code zfs} and {@code zpool} of one machine. Everything is asked in forms that both OpenZFS
 * and the old tools of zfs-fuse understand: {@code zfs list} without {@code -p}, and figures
 * through {@code zfs get -Hp}.
 *
 * @see <a href="https://openzfs.github.io/openzfs-docs/man/master/8/zfs-get.8.html">zfs-get(8)</a>
 */
record Zfs(Machine machine) {

  private static final Tool ZFS = new Tool("zfs");
  private static final Tool ZPOOL = new Tool("zpool");
  private static final Duration LOOK = Duration.ofSeconds(15);
  private static final Duration DESTROY = Duration.ofMinutes(2);
  private static final int AT_ONCE = 100;
  private static final Pattern RECLAIM = Pattern.compile("(?m)^reclaim\\t(\\d{1,18})$");

  /** The snapshots of this very dataset, oldest first. */
  List<Snapshot> snapshots(String dataset) throws ProgramTrouble, InterruptedException {
    String doing = "listing the snapshots of " + dataset;
    List<String> names =
        lines(
            zfs(
                doing,
                "list",
                "-H",
                "-o",
                "name",
                "-t",
                "snapshot",
                "-s",
                "creation",
                "-d",
                "1",
                dataset));
    List<Snapshot> found = new ArrayList<>();
    for (int i = 0; i < names.size(); i += AT_ONCE) {
      found.addAll(look(doing, names.subList(i, Math.min(names.size(), i + AT_ONCE))));
    }
    return found;
  }

  /** One snapshot as it is now. */
  Snapshot snapshot(String name) throws ProgramTrouble, InterruptedException {
    return look("looking at snapshot " + name, List.of(name)).getFirst();
  }

  /** The snapshots of this pool that clones stand on. */
  Set<String> origins(String pool) throws ProgramTrouble, InterruptedException {
    Set<String> origins = new HashSet<>();
    String out =
        zfs(
            "looking for clones in " + pool,
            "list",
            "-H",
            "-o",
            "origin",
            "-t",
            "filesystem,volume",
            "-r",
            pool);
    for (String origin : lines(out)) {
      if (Snapshot.isName(origin)) {
        origins.add(origin);
      } else if (!origin.equals("-")) {
        throw ZFS.unreadable("looking for clones in " + pool, origin);
      }
    }
    return origins;
  }

  /**
   * How many bytes destroying these snapshots of one dataset would free together, by a dry run;
   * empty where the tool is too old for that.
   */
  OptionalLong reclaim(String dataset, List<Snapshot> all) throws InterruptedException {
    List<String> names =
        all.stream().map(s -> s.name().substring(s.name().indexOf('@') + 1)).toList();
    try {
      Matcher m =
          RECLAIM.matcher(
              zfs(
                  "computing what would be freed",
                  "destroy",
                  "-nvp",
                  dataset + "@" + String.join(",", names)));
      return m.find() ? OptionalLong.of(Long.parseLong(m.group(1))) : OptionalLong.empty();
    } catch (ProgramTrouble tooOld) {
      return OptionalLong.empty();
    }
  }

  /** Destroys one snapshot; never what hangs on it. */
  void destroy(Snapshot s) throws ProgramTrouble, InterruptedException {
    // Neither -r nor -R nor -d: with clones or holds, ZFS itself refuses.
    ZFS.output(machine, "destroying " + s.name(), DESTROY, List.of("destroy", s.name()));
  }

  /** One pool. */
  Pool pool(String name) throws ProgramTrouble, InterruptedException {
    String doing = "measuring pool " + name;
    String out =
        ZPOOL.output(
            machine,
            doing,
            LOOK,
            List.of("list", "-H", "-o", "name,size,alloc,free,cap,health", name));
    return Pool.parse(out.strip()).orElseThrow(() -> ZPOOL.unreadable(doing, out));
  }

  /** Numbers of one dataset, by property; those that it has not are left out. */
  Map<String, Long> numbers(String dataset, String properties)
      throws ProgramTrouble, InterruptedException {
    return Properties.numbers(
        zfs("measuring " + dataset, "get", "-Hp", "-o", "name,property,value", properties, dataset),
        dataset);
  }

  /** Every file system and volume of a pool with the bytes that its snapshots hold, as shown. */
  List<String[]> held(String pool) throws ProgramTrouble, InterruptedException {
    return lines(
            zfs(
                "measuring the snapshots of " + pool,
                "list",
                "-H",
                "-o",
                "name,usedbysnapshots",
                "-t",
                "filesystem,volume",
                "-r",
                pool))
        .stream()
        .map(l -> l.split("\t"))
        .filter(f -> f.length == 2)
        .toList();
  }

  private List<Snapshot> look(String doing, List<String> names)
      throws ProgramTrouble, InterruptedException {
    List<String> arguments =
        new ArrayList<>(
            List.of("get", "-Hp", "-o", "name,property,value", "guid,creation,used,userrefs"));
    for (String name : names) {
      // The listing may be longer than what is kept of an output; then a line is no name.
      if (!Snapshot.isName(name)) {
        throw ZFS.unreadable(doing, name);
      }
      arguments.add(name);
    }
    String out = ZFS.output(machine, doing, LOOK, arguments);
    List<Snapshot> found = Properties.snapshots(out, names);
    if (found.size() != names.size()) {
      throw ZFS.unreadable(doing, out);
    }
    return found;
  }

  private String zfs(String doing, String... arguments)
      throws ProgramTrouble, InterruptedException {
    return ZFS.output(machine, doing, LOOK, List.of(arguments));
  }

  private static List<String> lines(String out) {
    return out.lines().filter(l -> !l.isBlank()).toList();
  }
}
