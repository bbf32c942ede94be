package nightshift.bot.chat.web;

import java.security.SecureRandom;
import java.util.Base64;

/** Ids that nobody can guess. */
final class RandomIds {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 32;

  private RandomIds() {}

  /** 256 random bits, as text that is safe in a URL, a cookie and a form. */
  static String next() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
