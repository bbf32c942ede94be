package nightshift.config.playbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightshift.config.yaml.Cursor;
import nightshift.engine.action.Nearest;
import nightshift.engine.playbook.Condition.Unanswerable;
import nightshift.engine.playbook.Facts;
import nightshift.engine.playbook.Template;

/**
 * Compiles text with {@code {{ details.poolName }}} in it. Only dotted names are understood; what
 * they stand for is put in as it is and never looked at again.
 */
final class Templates {

  private static final Pattern HOLE = Pattern.compile("\\{\\{([^{}]{0,200})}}");
  private static final Pattern NAME =
      Pattern.compile("([A-Za-z]+)(?:\\.([A-Za-z_][A-Za-z0-9_.-]*))?");

  private static final String ELSEWHERE = "//";
  // The source of events of Docker; no alert from outside can have its name.
  private static final String ENGINES = "docker";

  private Templates() {}

  /** Whether there is anything to fill in. */
  static boolean has(String text) {
    return text.contains("{{");
  }

  /** The text compiled, or nothing after noting what is wrong with it. */
  static Optional<Template> compile(Cursor at, String text) {
    List<Template> parts = new ArrayList<>();
    Matcher m = HOLE.matcher(text);
    int end = 0;
    boolean good = true;
    while (m.find()) {
      parts.add(Template.literal(text.substring(end, m.start())));
      Optional<Template> hole = hole(at, m.group(1).strip());
      good &= hole.isPresent();
      hole.ifPresent(parts::add);
      end = m.end();
    }
    String rest = text.substring(end);
    if (has(rest)) {
      at.error("\"{{\" without its \"}}\"; write {{ details.name }}");
      good = false;
    }
    parts.add(Template.literal(rest));
    return good ? Optional.of(joined(parts)) : Optional.empty();
  }

  /**
   * The text of a target compiled. Where it names no machine, the alert does not choose one: only
   * events of the engines that are configured say by themselves where they happened.
   */
  static Optional<Template> target(Cursor at, String text) {
    Optional<Template> compiled = compile(at, text);
    return text.contains(ELSEWHERE)
        ? compiled
        : compiled.map(t ->
            facts -> {
              String target = t.fill(facts);
              boolean elsewhere = target.startsWith(ELSEWHERE, target.indexOf(':') + 1);
              if (elsewhere && !facts.alert().source().equals(ENGINES)) {
                throw new Unanswerable(
                    "the alert names another machine, and only a playbook may: write"
                        + " kind://host/… as its target");
              }
              return target;
            });
  }

  private static Template joined(List<Template> parts) {
    List<Template> all = List.copyOf(parts);
    return facts -> {
      StringBuilder out = new StringBuilder();
      for (Template part : all) {
        out.append(part.fill(facts));
      }
      return out.toString();
    };
  }

  private static Optional<Template> hole(Cursor at, String name) {
    Matcher m = NAME.matcher(name);
    if (!m.matches()) {
      at.error("{{ " + name + " }} is not a name such as details.poolName");
      return Optional.empty();
    }
    String root = m.group(1);
    String key = m.group(2);
    if (!Variables.ROOTS.contains(root)) {
      at.error("unknown name \"" + root + "\"" + Nearest.hint(root, Variables.ROOTS));
      return Optional.empty();
    }
    if (root.equals("cause") != (key == null)) {
      at.error(
          key == null
              ? "\"" + root + "\" needs a key, such as " + root + ".name"
              : "\"cause\" has no keys");
      return Optional.empty();
    }
    if (root.equals("alert") && !Variables.ALERT.contains(key)) {
      at.error("unknown name \"alert." + key + "\"" + Nearest.hint(key, Variables.ALERT));
      return Optional.empty();
    }
    return Optional.of(facts -> value(facts, root, key));
  }

  private static String value(
      Facts facts, String root, @org.jspecify.annotations.Nullable String key) throws Unanswerable {
    Object top = Variables.of(facts).get(root);
    Object value = key == null ? top : top instanceof Map<?, ?> map ? map.get(key) : null;
    if (value == null) {
      throw new Unanswerable("this alert has no " + root + "." + key);
    }
    return value.toString();
  }
}
