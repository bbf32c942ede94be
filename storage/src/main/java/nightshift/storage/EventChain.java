package nightshift.storage;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The arithmetic of the event log: each event's hash covers the former one's hash and every other
 * column, each with its length before it, so that no two rows share a text.
 */
final class EventChain {

  private static final HexFormat HEX = HexFormat.of();
  private final MessageDigest sha256;

  EventChain() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The hash of this row, after a row with hash {@code previous}; empty for the first. */
  String hash(String previous, Row row) {
    field(previous);
    field(Long.toString(row.seq()));
    field(Long.toString(row.at()));
    field(row.plan() == null ? null : row.plan().toString());
    field(row.type());
    field(row.actor());
    field(row.payload());
    return HEX.formatHex(sha256.digest());
  }

  private void field(@Nullable String text) {
    byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    int length = text == null ? -1 : bytes.length;
    sha256.update(
        new byte[] {
          (byte) (length >> 24), (byte) (length >> 16), (byte) (length >> 8), (byte) length
        });
    sha256.update(bytes);
  }

  /** An event as its columns hold it, without its hash. */
  record Row(long seq, long at, @Nullable Long plan, String type, String actor, String payload) {}
}
