package nightshift.bot.http;

import java.util.Map;

/** Headers on every answer. A page that needs more sets its own policy after them. */
final class Headers {

  static final Map<String, String> SAFE =
      Map.of(
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY",
          "Referrer-Policy", "no-referrer",
          "Cross-Origin-Resource-Policy", "same-origin",
          "Cache-Control", "no-store",
          "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");

  private Headers() {}
}
