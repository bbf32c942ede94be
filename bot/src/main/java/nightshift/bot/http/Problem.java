package nightshift.bot.http;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * A refusal, on its way to the client as {@code application/problem+json} (RFC 9457). Not a bug and
 * never logged with a stack.
 */
public final class Problem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private String type = "about:blank";
  private final transient SequencedMap<String, Object> more = new LinkedHashMap<>();
  private final transient SequencedMap<String, String> headers = new LinkedHashMap<>();

  /**
   * A refusal.
   *
   * @param status the HTTP status, 400 to 599
   * @param detail what was wrong and what to do, for the client's reader
   */
  public Problem(int status, String detail) {
    super(detail, null, false, false);
    this.status = status;
  }

  /** Not well-formed, or a parameter out of its range: 400. */
  public static Problem badRequest(String detail) {
    return new Problem(400, detail);
  }

  /** Known, but not allowed: 403. */
  public static Problem forbidden(String detail) {
    return new Problem(403, detail);
  }

  /** There is no such thing: 404. */
  public static Problem notFound(String detail) {
    return new Problem(404, detail);
  }

  /** Well-formed, and wrong in its content: 422. */
  public static Problem invalid(String detail) {
    return new Problem(422, detail);
  }

  /** Too much: 429, to be tried again after {@code wait}. */
  public static Problem tooMany(String detail, Duration wait) {
    return new Problem(429, detail)
        .header("Retry-After", String.valueOf(Math.max(1, wait.toSeconds())));
  }

  /** Names the kind of refusal for programs, as {@code urn:nightshift:<word>}. */
  public Problem type(String word) {
    type = "urn:nightshift:" + word;
    return this;
  }

  /** Adds a member to the document. */
  public Problem with(String name, Object value) {
    more.put(name, value);
    return this;
  }

  /** Adds a header to the answer. */
  public Problem header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** Headers to send. */
  public Map<String, String> headers() {
    return headers;
  }

  /**
   * The document.
   *
   * @param instance the path that was asked for
   */
  public SequencedMap<String, Object> document(String instance) {
    SequencedMap<String, Object> out = new LinkedHashMap<>();
    out.put("type", type);
    out.put("title", Reasons.of(status));
    out.put("status", status);
    out.put("detail", getMessage());
    out.put("instance", instance);
    more.forEach(out::putIfAbsent);
    return out;
  }
}
