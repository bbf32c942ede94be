package nightshift.engine.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import nightshift.engine.diagnosis.Target;
import org.jspecify.annotations.Nullable;

/** Hashes: of text, and of what a plan will do. */
public final class Digests {

  private Digests() {}

  /** SHA-256 of the UTF-8 text, as 64 hex digits. */
  public static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * The digest of a plan's effect: target, and per step kind, arguments, objects, undo and what it
   * undoes. Every field is length-prefixed, so that no two plans share a text.
   */
  public static String ofEffect(Target target, List<Step> steps) {
    StringBuilder out = new StringBuilder("nightshift-plan-v1");
    field(out, target.toString());
    for (Step s : steps) {
      field(out, s.index());
      field(out, s.kind());
      value(out, s.args());
      field(out, s.manifest().sha256());
      field(out, s.reversal().possible());
      field(out, s.keepGoing());
      field(out, s.undoes());
    }
    return sha256(out.toString());
  }

  private static void value(StringBuilder out, Object v) {
    switch (v) {
      case Map<?, ?> m -> {
        field(out, "{" + m.size());
        m.entrySet().stream()
            .sorted(java.util.Comparator.comparing(e -> String.valueOf(e.getKey())))
            .forEach(e -> {
              field(out, e.getKey());
              value(out, e.getValue());
            });
      }
      case List<?> l -> {
        field(out, "[" + l.size());
        l.forEach(e -> value(out, e));
      }
      default -> field(out, v);
    }
  }

  private static void field(StringBuilder out, @Nullable Object v) {
    String text = String.valueOf(v);
    out.append('|').append(text.length()).append(':').append(text);
  }
}
