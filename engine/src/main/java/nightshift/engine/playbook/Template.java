package nightshift.engine.playbook;

import java.util.function.Function;

/** Text with {@code {{ details.poolName }}} in it, compiled. */
@FunctionalInterface
public interface Template {

  /**
   * Fills it in.
   *
   * @throws Condition.Unanswerable when a value is missing
   */
  String fill(Facts facts) throws Condition.Unanswerable;

  /** A template that is plain text. */
  static Template literal(String text) {
    return facts -> text;
  }

  /** A template made of a function that always answers. */
  static Template of(Function<Facts, String> f) {
    return f::apply;
  }
}
