package nightshift.config.playbook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nightshift.config.yaml.Cursor;
import nightshift.config.yaml.Scalars;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.Arguments;
import nightshift.engine.action.BadArguments;
import nightshift.engine.action.Nearest;

/**
 * Binds a step's arguments to the action's record as execution would, to find mistakes now. What a
 * template will say is not known yet, so stand-ins take its place; they also take the place of what
 * was refused, so that one run finds every mistake.
 */
final class ArgumentCheck {

  private static final List<Object> STAND_INS = List.of("1", "1s", "true", Map.of());

  private final ActionKind<?> kind;
  private final Cursor at;
  private final Map<String, Cursor> args;
  private final Map<String, Object> values = new LinkedHashMap<>();
  private final Map<String, Integer> tried = new LinkedHashMap<>();

  private ArgumentCheck(ActionKind<?> kind, Cursor at, Map<String, Cursor> args) {
    this.kind = kind;
    this.at = at;
    this.args = args;
  }

  /** Notes every argument here that the kind's record refuses. */
  static void check(ActionKind<?> kind, Cursor at) {
    at.entries().ifPresent(args -> new ArgumentCheck(kind, at, args).check());
  }

  private void check() {
    Set<String> known = Arguments.keys(kind.arguments());
    args.forEach((key, value) -> {
      if (!known.contains(key)) {
        String of = "unknown argument \"" + key + "\" of " + kind.name();
        value.errorAtKey(of + Nearest.hint(key, known));
        return;
      }
      values.put(key, value(value));
      if (templated(value)) {
        tried.put(key, 0);
      }
    });
    Optional<BadArguments> refusal = refusal();
    while (refusal.isPresent() && replaced(refusal.get())) {
      refusal = refusal();
    }
  }

  private Optional<BadArguments> refusal() {
    try {
      Arguments.bind(kind.arguments(), values);
      return Optional.empty();
    } catch (BadArguments e) {
      return Optional.of(e);
    }
  }

  /** Notes the refusal, and says whether another stand-in is worth a try. */
  private boolean replaced(BadArguments refusal) {
    String key = refusal.key();
    String message = String.valueOf(refusal.getMessage());
    if (key == null) {
      // With a stand-in among them, the record may be refusing ours and not the author's.
      if (tried.isEmpty()) {
        at.errorAtKey(message);
      }
      return false;
    }
    if (!tried.containsKey(key)) {
      Optional.ofNullable(args.get(key))
          .ifPresentOrElse(a -> a.error(message), () -> at.errorAtKey(message));
    }
    int next = tried.merge(key, 1, Integer::sum) - 1;
    boolean more = next >= 0 && next < STAND_INS.size();
    if (more) {
      values.put(key, STAND_INS.get(next));
    }
    return more;
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
