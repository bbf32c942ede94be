package nightshift.engine.alert;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * One firing of one problem. Its identity is {@code (source, fingerprint, startsAt)}: the same
 * three mean the same firing, however often it is repeated.
 *
 * <p>Text is cleaned, rid of secrets and cut here, so nothing longer or stranger gets past the
 * door. It stays untrusted: it is shown, matched and bound to typed arguments, never made into a
 * command.
 *
 * @param id our own name for this firing
 * @param source where it came from: {@code alertmanager}, {@code docker}, {@code api}
 * @param fingerprint the source's stable name of the problem, at most 200 characters
 * @param category kind of trouble
 * @param severity how bad, as the source says
 * @param title one line, at most 300 characters
 * @param message at most 4,000 characters, line feeds kept
 * @param labels what matchers look at; at most 64
 * @param details free scalars for templates and conditions (String, Long, Double, Boolean); at most
 *     64
 * @param startsAt when the problem began, by the source's clock
 * @param receivedAt when it reached us
 */
public record Alert(
    String id,
    String source,
    String fingerprint,
    Category category,
    Severity severity,
    String title,
    String message,
    SequencedMap<String, String> labels,
    SequencedMap<String, Object> details,
    Instant startsAt,
    Instant receivedAt) {

  /** Most labels, and most details, that an alert may carry. */
  public static final int MAX_ENTRIES = 64;

  /** Longest title in characters. */
  public static final int MAX_TITLE = 300;

  /** Longest message in characters. */
  public static final int MAX_MESSAGE = 4_000;

  /** Longest label or detail text in characters. */
  public static final int MAX_VALUE = 1_000;

  private static final int MAX_KEY = 200;

  public Alert {
    source = Text.line(source, MAX_KEY);
    fingerprint = Text.line(fingerprint, MAX_KEY);
    title = Text.line(Redaction.of(title), MAX_TITLE);
    message = Text.block(Redaction.of(message), MAX_MESSAGE);
    labels = bounded(labels, false);
    details = bounded(details, true);
  }

  private static <V> SequencedMap<String, V> bounded(Map<String, V> in, boolean scalars) {
    SequencedMap<String, V> out = new LinkedHashMap<>();
    for (Map.Entry<String, V> e : in.entrySet()) {
      if (out.size() == MAX_ENTRIES) {
        break;
      }
      out.put(Text.line(e.getKey(), MAX_KEY), cleaned(e.getKey(), e.getValue(), scalars));
    }
    return Collections.unmodifiableSequencedMap(out);
  }

  @SuppressWarnings("unchecked")
  private static <V> V cleaned(String name, V value, boolean scalars) {
    if (value instanceof String s) {
      return (V) Text.line(Redaction.of(name, s), MAX_VALUE);
    }
    if (scalars && (value instanceof Number || value instanceof Boolean)) {
      return value;
    }
    return (V) Text.line(String.valueOf(value), MAX_VALUE);
  }
}
