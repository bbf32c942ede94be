package nightshift.bot.chat.matrix;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightshift.engine.plan.PlanId;

/**
 * A command as it was written: {@code !approve 142 web} is the verb {@code approve} and the rest.
 * Pure.
 *
 * @param verb in lower case
 * @param rest what stands behind it, stripped
 */
record Spoken(String verb, String rest) {

  private static final String REMEDIATION = "remediation";
  private static final List<String> SHORT = List.of("approve", "reject", "undo", "retry", "settle");
  private static final Pattern WORD = Pattern.compile("(\\S+)\\s*(.*)", Pattern.DOTALL);
  private static final Pattern NUMBER = Pattern.compile("#?([1-9]\\d{0,17})");
  private static final Pattern PAIR = Pattern.compile("([a-z]{1,20})[=:](\\S{1,200})");
  private static final int LONGEST = 4_000;

  /** How to write commands. */
  static final List<String> HELP =
      List.of(
          "!approve NUMBER REASON (of a critical plan: NUMBER TARGET REASON)",
          "!reject NUMBER REASON",
          "!undo NUMBER, !retry NUMBER",
          "!settle NUMBER fixed|failed REASON",
          "!remediation canary NUMBER (of a storm: one of its plans first)",
          "!remediation cancel NUMBER, helped NUMBER, not-helped NUMBER, close-breaker NUMBER",
          "!remediation pending, stats, show NUMBER, why NUMBER",
          "!remediation history state=failed playbook=NAME target=KIND:NAME since=7d page=2",
          "!remediation pause 2h REASON, !remediation resume");

  /** Reads a message; empty when it is no command of ours. */
  static Optional<Spoken> parse(String body) {
    if (!body.startsWith("!") || body.length() > LONGEST) {
      return Optional.empty();
    }
    Spoken first = split(body.substring(1));
    if (SHORT.contains(first.verb)) {
      return Optional.of(first);
    }
    if (!first.verb.equals(REMEDIATION)) {
      return Optional.empty();
    }
    return Optional.of(first.rest.isEmpty() ? new Spoken("help", "") : split(first.rest));
  }

  private static Spoken split(String text) {
    Matcher m = WORD.matcher(text);
    return m.matches()
        ? new Spoken(m.group(1).toLowerCase(Locale.ROOT), m.group(2).strip())
        : new Spoken("", "");
  }

  /** The first word of the rest, and what is behind it. */
  Spoken next() {
    return split(rest);
  }

  /** The plan that the rest begins with. */
  Optional<PlanId> plan() {
    Matcher m = NUMBER.matcher(next().verb);
    return m.matches() ? Optional.of(new PlanId(Long.parseLong(m.group(1)))) : Optional.empty();
  }

  /** What is behind the plan. */
  String words() {
    return next().rest;
  }

  /** {@code key=value} words of the rest; anything else in it under the key "?". */
  Map<String, String> pairs() {
    Map<String, String> out = new LinkedHashMap<>();
    for (String word : rest.split("\\s+")) {
      Matcher m = PAIR.matcher(word);
      if (m.matches()) {
        out.put(m.group(1), m.group(2));
      } else if (!word.isEmpty()) {
        out.put("?", word);
      }
    }
    return out;
  }
}
