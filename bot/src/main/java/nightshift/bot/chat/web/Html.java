package nightshift.bot.chat.web;

import static j2html.TagCreator.each;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.span;
import static j2html.TagCreator.time;

import j2html.tags.DomContent;
import j2html.utils.EscapeUtil;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import nightshift.engine.action.Durations;

/** Small pieces of pages: times, icons, lines. Everything that is text is escaped here. */
final class Html {

  private static final DateTimeFormatter ABSOLUTE =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Html() {}

  /** Text that is safe inside HTML. */
  static String escaped(String text) {
    return EscapeUtil.escape(text);
  }

  /** {@code 24 Nov 2026, 02:18:57 UTC}. */
  static String absolute(Instant at) {
    return ABSOLUTE.format(at);
  }

  /** How long ago, with the exact time to hover and for programs; the browser keeps it current. */
  static DomContent ago(Instant at, Instant now) {
    Duration d = Duration.between(at, now);
    String text = d.toSeconds() < 5 ? "just now" : Durations.shown(whole(d)) + " ago";
    return time(text).attr("datetime", iso(at)).withTitle(absolute(at)).withData("ago", iso(at));
  }

  /** How long there is left; the browser counts down. */
  static DomContent until(boolean starts, Instant at, Instant now) {
    Duration d = Duration.between(now, at);
    String verb = starts ? "starts" : "expires";
    String text = d.isPositive() ? verb + " in " + Durations.shown(whole(d)) : verb + " now";
    return time(text)
        .withClass("countdown")
        .attr("datetime", iso(at))
        .withTitle(absolute(at))
        .withData("verb", verb)
        .withData("until", iso(at));
  }

  private static Duration whole(Duration d) {
    return d.truncatedTo(ChronoUnit.SECONDS);
  }

  private static String iso(Instant at) {
    return at.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  /** Text for screen readers alone. */
  static DomContent unseen(String text) {
    return span(text).withClass("unseen");
  }

  /**
   * An icon out of straight lines and circles; the word beside it says the same.
   *
   * @param shape SVG content that we wrote ourselves
   */
  static DomContent icon(String shape) {
    return rawHtml(
        "<svg class=\"icon\" viewBox=\"0 0 16 16\" aria-hidden=\"true\" focusable=\"false\">"
            + shape
            + "</svg>");
  }

  /** Each line as an element of its own. */
  static DomContent lines(List<String> lines, java.util.function.Function<String, DomContent> as) {
    return each(lines, as);
  }
}
