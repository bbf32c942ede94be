package nightshift.config.playbook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nightshift.config.yaml.Cursor;
import nightshift.config.yaml.Scalars;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.Arguments;
import nightshift.engine.action.BadArguments;
import nightshift.engine.action.Nearest;

/**
 * Binds a step's arguments to the action's record as execution would, to find mistakes now. What a
 * template will say is not known yet, so stand-ins take its place.
 */
final class ArgumentCheck {

  private static final List<Object> STAND_INS = List.of("1", "1s", "true", Map.of());
  private static final int MAX_ROUNDS = 50;

  private final ActionKind<?> kind;

  ArgumentCheck(ActionKind<?> kind) {
    this.kind = kind;
  }

  /** Notes every argument that the record refuses. */
  void check(Cursor at) {
    at.entries().ifPresent(args -> check(at, args));
  }

  private void check(Cursor at, Map<String, Cursor> args) {
    Set<String> known = Arguments.keys(kind.arguments());
    Map<String, Object> values = new LinkedHashMap<>();
    Map<String, Integer> replaced = new LinkedHashMap<>();
    args.forEach((key, value) -> {
      if (!known.contains(key)) {
        value.errorAtKey(
            "unknown argument \"" + key + "\" of " + kind.name() + Nearest.hint(key, known));
        return;
      }
      values.put(key, value(value));
      if (templated(value)) {
        replaced.put(key, -1);
      }
    });
    for (int i = 0; i < MAX_ROUNDS && !bound(at, args, values, replaced); i++) {
      // Each round replaces one refused argument, so that the next one can be seen too.
    }
  }

  private boolean bound(
      Cursor at,
      Map<String, Cursor> args,
      Map<String, Object> values,
      Map<String, Integer> replaced) {
    try {
      Arguments.bind(kind.arguments(), values);
      return true;
    } catch (BadArguments e) {
      String key = e.key();
      if (key == null) {
        // With a stand-in among them, the record may be refusing our text and not the author's.
        if (replaced.isEmpty()) {
          at.errorAtKey(kind.name() + ": " + e.getMessage());
        }
        return true;
      }
      if (!replaced.containsKey(key)) {
        Cursor where = args.get(key);
        if (where == null) {
          at.errorAtKey(e.getMessage());
        } else {
          where.error(e.getMessage());
        }
      }
      int next = replaced.getOrDefault(key, -1) + 1;
      replaced.put(key, next);
      if (next < STAND_INS.size()) {
        values.put(key, STAND_INS.get(next));
      }
      return next >= STAND_INS.size();
    }
  }

  private static boolean templated(Cursor at) {
    if (at.isMap()) {
      return at.entries().stream()
          .flatMap(e -> e.values().stream())
          .anyMatch(ArgumentCheck::templated);
    }
    return at.isList()
        ? at.items().stream().anyMatch(ArgumentCheck::templated)
        : Scalars.literal(at).filter(Templates::has).isPresent();
  }

  private static Object value(Cursor at) {
    if (at.isMap()) {
      Map<String, Object> out = new LinkedHashMap<>();
      at.entries().ifPresent(e -> e.forEach((k, v) -> out.put(k, value(v))));
      return out;
    }
    if (at.isList()) {
      List<Object> out = new ArrayList<>();
      at.items().forEach(i -> out.add(value(i)));
      return out;
    }
    return Scalars.literal(at).map(t -> Scalars.typed(at, t)).orElse("");
  }
}
