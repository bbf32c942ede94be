package nightshift.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.engine.action.Risk;

/**
 * A command that the operator declared. It runs without a shell, with exactly this environment.
 *
 * @param name {@code custom.} and the operator's word
 * @param targetKind which targets it is for; {@code *} for any
 * @param argv the program and its arguments; {@code {{ name }}} as a whole or part of one argument
 *     is replaced by the input
 * @param inputs declared inputs, by name
 * @param risk its floor; medium unless declared
 * @param undo argv of the undo; empty when there is none
 * @param verify argv of the check that probe {@code custom.<word>} runs; empty when there is none
 * @param environment the whole environment
 * @param directory where it runs; empty for an empty temporary folder, on another machine {@code /}
 * @param host the machine that it runs on; empty for the target's
 * @param user whom it runs as, by {@code sudo}; empty for whom Nightshift is
 */
public record CustomAction(
    String name,
    String description,
    String targetKind,
    List<String> argv,
    Map<String, Input> inputs,
    Duration timeout,
    Risk risk,
    List<String> undo,
    List<String> verify,
    Map<String, String> environment,
    Optional<Path> directory,
    Optional<String> host,
    Optional<String> user) {

  /** Without the environment's values: they may be secrets. */
  @Override
  public String toString() {
    return "CustomAction[" + name + " " + argv + ", environment of " + environment.keySet() + "]";
  }

  /**
   * A declared input of a custom action.
   *
   * @param type what it is
   * @param oneOf the only values; empty for any of the type
   * @param pattern RE2 expression that the whole text must match; empty for the type's own
   * @param defaultValue used when the playbook gives none; empty makes it required
   * @param folder for files: where they have to be; empty for the other types
   */
  public record Input(
      Type type,
      List<String> oneOf,
      Optional<String> pattern,
      Optional<String> defaultValue,
      Optional<Path> folder) {

    /** An input that is no file. */
    public Input(
        Type type, List<String> oneOf, Optional<String> pattern, Optional<String> defaultValue) {
      this(type, oneOf, pattern, defaultValue, Optional.empty());
    }

    /**
     * Types of inputs. {@code NAME} is letters, digits, dot, dash, underscore, not starting with a
     * dash. {@code FILE} is the path of a file in the declared folder; what it contains is part of
     * what people approve.
     */
    public enum Type {
      NAME,
      INTEGER,
      PATH,
      TEXT,
      FILE
    }
  }
}
