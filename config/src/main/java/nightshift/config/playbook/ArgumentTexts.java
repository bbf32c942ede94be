package nightshift.config.playbook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.config.yaml.Cursor;
import nightshift.config.yaml.Scalars;
import nightshift.engine.playbook.Condition.Unanswerable;
import nightshift.engine.playbook.Facts;
import nightshift.engine.playbook.StepTemplate.ArgumentTemplate;
import nightshift.engine.playbook.Template;

/** Arguments of a step, with every text in them compiled as a template. */
final class ArgumentTexts {

  private interface Part {
    Object fill(Facts facts) throws Unanswerable;
  }

  private ArgumentTexts() {}

  /** The arguments here, or nothing after noting what is wrong. */
  static Optional<ArgumentTemplate> read(Cursor at) {
    return at.entries().flatMap(ArgumentTexts::parts).map(parts -> facts -> filled(parts, facts));
  }

  private static Optional<Map<String, Part>> parts(Map<String, Cursor> entries) {
    Map<String, Part> out = new LinkedHashMap<>();
    entries.forEach((key, value) -> part(value).ifPresent(p -> out.put(key, p)));
    return out.size() == entries.size() ? Optional.of(out) : Optional.empty();
  }

  private static Optional<Part> part(Cursor at) {
    if (at.isMap()) {
      return at.entries().flatMap(ArgumentTexts::parts).map(m -> facts -> filled(m, facts));
    }
    if (at.isList()) {
      List<Cursor> items = at.items();
      List<Part> parts = items.stream().map(ArgumentTexts::part).flatMap(Optional::stream).toList();
      return parts.size() == items.size()
          ? Optional.of(facts -> filled(parts, facts))
          : Optional.empty();
    }
    return Scalars.literal(at).flatMap(text -> leaf(at, text));
  }

  private static Optional<Part> leaf(Cursor at, String text) {
    Optional<Template> template = Templates.compile(at, text);
    Object typed = Templates.has(text) ? text : Scalars.typed(at, text);
    return template.map(t -> typed instanceof String ? t::fill : facts -> typed);
  }

  private static Map<String, Object> filled(Map<String, Part> parts, Facts facts)
      throws Unanswerable {
    Map<String, Object> out = new LinkedHashMap<>();
    for (Map.Entry<String, Part> e : parts.entrySet()) {
      out.put(e.getKey(), e.getValue().fill(facts));
    }
    return out;
  }

  private static List<Object> filled(List<Part> parts, Facts facts) throws Unanswerable {
    List<Object> out = new ArrayList<>();
    for (Part p : parts) {
      out.add(p.fill(facts));
    }
    return out;
  }
}
