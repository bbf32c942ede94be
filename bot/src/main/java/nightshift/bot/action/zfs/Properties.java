package nightshift.bot.action.zfs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what {@code zfs get -Hp -o name,property,value} writes. Pure. */
final class Properties {

  private Properties() {}

  /** The snapshots of these names, in their order; those that are not wholly there are left out. */
  static List<Snapshot> snapshots(String out, List<String> names) {
    Map<String, Map<String, String>> all = new HashMap<>();
    for (String line : out.split("\n")) {
      String[] f = line.split("\t");
      if (f.length == 3) {
        all.computeIfAbsent(f[0], _ -> new HashMap<>()).put(f[1], f[2]);
      }
    }
    List<Snapshot> found = new ArrayList<>();
    for (String name : names) {
      Map<String, String> p = all.getOrDefault(name, Map.of());
      boolean whole =
          List.of("guid", "creation", "used", "userrefs").stream()
              .allMatch(k -> p.getOrDefault(k, "").matches("\\d{1,20}"));
      if (whole) {
        found.add(
            new Snapshot(
                name,
                p.getOrDefault("guid", ""),
                number(p, "creation"),
                number(p, "used"),
                number(p, "userrefs")));
      }
    }
    return found;
  }

  /** The numbers of one dataset. */
  static Map<String, Long> numbers(String out, String dataset) {
    Map<String, Long> numbers = new HashMap<>();
    for (String line : out.split("\n")) {
      String[] f = line.split("\t");
      if (f.length == 3 && f[0].equals(dataset) && f[2].matches("\\d{1,18}")) {
        numbers.put(f[1], Long.parseLong(f[2]));
      }
    }
    return numbers;
  }

  private static long number(Map<String, String> properties, String key) {
    return Long.parseLong(properties.getOrDefault(key, "0"));
  }
}
