package nightshift.bot.action.zfs;

import java.util.Optional;
import java.util.OptionalDouble;
import nightshift.engine.action.Bytes;

/**
 * What {@code zpool list -H -o name,size,alloc,free,cap,health} says of one pool.
 *
 * @param size in bytes, rounded as shown
 * @param allocated in bytes, rounded as shown
 * @param free in bytes, rounded as shown
 * @param capacity percent allocated
 * @param health {@code ONLINE}, {@code DEGRADED}, …
 */
record Pool(String name, long size, long allocated, long free, double capacity, String health) {

  static Optional<Pool> parse(String line) {
    String[] f = line.split("\t");
    if (f.length != 6) {
      return Optional.empty();
    }
    Optional<Long> size = Bytes.parse(f[1]);
    Optional<Long> allocated = Bytes.parse(f[2]);
    Optional<Long> free = Bytes.parse(f[3]);
    OptionalDouble capacity = percent(f[4]);
    if (size.isEmpty() || allocated.isEmpty() || free.isEmpty() || capacity.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Pool(f[0], size.get(), allocated.get(), free.get(), capacity.getAsDouble(), f[5]));
  }

  private static OptionalDouble percent(String text) {
    return text.matches("\\d{1,3}%?")
        ? OptionalDouble.of(Integer.parseInt(text.replace("%", "")))
        : OptionalDouble.empty();
  }
}
