package nightshift.bot.action.custom;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerTx;

/**
 * Marks of values that may be secrets: the same value always has the same mark, and without this
 * installation's key nobody can try which value has it. So a mark can be approved, digested and
 * shown in the value's place.
 */
public final class ValueMarks {

  private static final String KEPT = "custom/value-key";
  private static final String HMAC = "HmacSHA256";
  private static final int BYTES = 32;
  private static final int SHOWN = 32;

  private final SecretKeySpec key;

  private ValueMarks(byte[] key) {
    this.key = new SecretKeySpec(key, HMAC);
  }

  /** With the key that the ledger keeps; the first time one is made. */
  public static ValueMarks of(Ledger ledger) {
    String key = ledger.read(v -> v.kept(KEPT)).orElseGet(() -> ledger.write(ValueMarks::made));
    return new ValueMarks(HexFormat.of().parseHex(key));
  }

  private static String made(LedgerTx tx) {
    return tx.kept(KEPT)
        .orElseGet(() -> {
          String made = HexFormat.of().formatHex(random());
          tx.keep(KEPT, made);
          return made;
        });
  }

  /** With a key that is gone with this object: for looks that no plan comes of. */
  public static ValueMarks passing() {
    return new ValueMarks(random());
  }

  private static byte[] random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }

  /** The mark of a variable's value. Two variables with one value have different marks. */
  String of(String variable, String value) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      // No name of a variable has a NUL, so no two pairs share a text.
      byte[] all = mac.doFinal((variable + "\0" + value).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(all).substring(0, SHOWN);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + HMAC, e);
    }
  }
}
