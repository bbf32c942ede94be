package nightshift.bot.host.net;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Optional;

/**
 * A net, or a single address. Pure: names are never looked up.
 *
 * @param bits the address as a number
 * @param width 32 or 128
 * @param prefix how many bits of it count
 */
record Net(BigInteger bits, int width, int prefix) {

  /** Reads {@code 10.0.0.0/8}, {@code fd00::2}; empty when it is neither. */
  static Optional<Net> read(String text) {
    int slash = text.indexOf('/');
    String length = slash < 0 ? "" : text.substring(slash + 1);
    try {
      byte[] raw = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash)).getAddress();
      int width = raw.length * Byte.SIZE;
      int prefix = slash < 0 ? width : length.matches("\\d{1,3}") ? Integer.parseInt(length) : -1;
      return prefix < 0 || prefix > width
          ? Optional.empty()
          : Optional.of(new Net(new BigInteger(1, raw), width, prefix));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether an address is within it. */
  boolean has(String address) {
    return read(address).filter(this::has).isPresent();
  }

  private boolean has(Net other) {
    int rest = width - prefix;
    return width == other.width && bits.shiftRight(rest).equals(other.bits.shiftRight(rest));
  }
}
