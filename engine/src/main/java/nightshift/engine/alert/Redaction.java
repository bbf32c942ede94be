package nightshift.engine.alert;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes secrets out of text before it is kept or shown: credentials in headers, assignments and
 * URLs, private keys, and tokens of a well-known shape. What it does not know it cannot find.
 */
public final class Redaction {

  private static final String GONE = "[redacted]";

  private record Rule(Pattern pattern, String replacement) {}

  // Every quantifier is bounded or possessive: log lines are hostile.
  private static final List<Rule> RULES =
      List.of(
          rule(
              "-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\\s\\S]{0,8000}?"
                  + "(-----END [A-Z ]{0,30}PRIVATE KEY-----|\\z)",
              GONE),
          rule(
              "([A-Za-z][A-Za-z0-9+.-]{1,20}://)[^\\s/@:]{0,200}:[^\\s/]{1,300}@",
              "$1" + GONE + "@"),
          rule(
              "(?i)\\b(bearer|basic)(\\s{1,4})(?=\\S{0,400}[0-9=])[A-Za-z0-9._~+/=-]{6,}+",
              "$1$2" + GONE),
          rule(
              "(?i)([\\w.-]{0,40}(?:passw(?:or)?d|[_-]pass(?![a-z])|pwd|passphrase|secret|token|api[_-]?key"
                  + "|access[_-]?key|private[_-]?key|credentials?)[\\w.-]{0,40}"
                  + "[\"']?\\s{0,4}[=:]\\s{0,4})(?!\\s)(\"[^\"]{1,500}\"|'[^']{1,500}'|[^\\s\"',;&]++)",
              "$1" + GONE),
          rule("\\beyJ[A-Za-z0-9_-]{8,}+\\.[A-Za-z0-9_-]{8,}+\\.[A-Za-z0-9_-]*+", GONE),
          rule(
              "\\b(?:AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{20,}+|github_pat_[A-Za-z0-9_]{20,}+"
                  + "|glpat-[A-Za-z0-9_-]{16,}+|xox[abprs]-[A-Za-z0-9-]{10,}+"
                  + "|npm_[A-Za-z0-9]{30,}+|dckr_pat_[A-Za-z0-9_-]{20,}+|AIza[A-Za-z0-9_-]{30,}+"
                  + "|sk-[A-Za-z0-9_-]{20,}+|(?:syt|mat)_[A-Za-z0-9_]{20,}+)",
              GONE),
          rule(
              "(?i)(\\bauthorization[\"']?\\s{0,4}[:=]\\s{0,4}[\"']?(?:bearer|basic|token|bot)\\s{1,4})"
                  + "[^\\s\"'\\[]{4,}+",
              "$1" + GONE),
          // A Telegram bot token.
          rule("(?<![0-9])[0-9]{6,12}:[A-Za-z0-9_-]{33,}+", GONE),
          // A Discord bot token: user id, time and signature in base64.
          rule("\\b[A-Za-z0-9_-]{23,28}\\.[A-Za-z0-9_-]{6}\\.[A-Za-z0-9_-]{27,60}+", GONE),
          // Addresses that are secrets themselves: who knows them may post there.
          rule(
              "(?i)(discord(?:app)?\\.com/api/(?:v[0-9]{1,2}/)?webhooks/[0-9]{1,30}/|hooks\\.slack\\.com/services/"
                  + "|hc-ping\\.com/)[A-Za-z0-9_/-]{8,}+",
              "$1" + GONE),
          rule("(?i)([?&](?:key|sig|signature|auth|code)=)[^&\\s\"'#]{6,}+", "$1" + GONE),
          rule(
              "(?i)(\\s--?(?:password|passwd|pass|secret|token|api-key)\\s{1,4})[^\\s-]\\S*+",
              "$1" + GONE));

  // At the end of a name: a tokenCount is a number, and a label "secret" names one.
  private static final Pattern SECRET_NAME =
      Pattern.compile(
          "(?i)(?:passw(?:or)?d|[_-]pass|pwd|passphrase|.secret|token|api[_-]?key|access[_-]?key"
              + "|private[_-]?key|credentials?)$");

  private Redaction() {}

  /** The text with every secret that is recognised replaced by {@code [redacted]}. */
  public static String of(String text) {
    String out = text;
    for (Rule r : RULES) {
      out = r.pattern().matcher(out).replaceAll(r.replacement());
    }
    return out;
  }

  /**
   * A value that stands beside its name, such as a label: gone when the name says that it is a
   * secret, like text otherwise.
   */
  public static String of(String name, String value) {
    return !value.isBlank() && SECRET_NAME.matcher(name).find() ? GONE : of(value);
  }

  private static Rule rule(String regex, String replacement) {
    return new Rule(Pattern.compile(regex), replacement);
  }
}
