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
import org.jspecify.annotations.Nullable;

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
    Map<String, Integer> standIns = new LinkedHashMap<>();
    args.forEach((key, value) -> {
      if (known.contains(key)) {
        values.put(key, value(value));
      } else {
        value.errorAtKey(
            "unknown argument \"" + key + "\" of " + kind.name() + Nearest.hint(key, known));
      }
      if (templated(value)) {
        standIns.put(key, 0);
      }
    });
    // Each round lets a stand-in take the place of one refused argument, to see the next one too.
    Optional<BadArguments> refusal = refusal(values);
    for (int i = 0; i < MAX_ROUNDS && refusal.isPresent(); i++) {
      String key = refusal.get().key();
      if (key == null || !standIns.containsKey(key)) {
        note(at, key == null ? null : args.get(key), refusal.get(), standIns.isEmpty());
      }
      int next = key == null ? STAND_INS.size() : standIns.merge(key, 1, Integer::sum) - 1;
      if (key == null || next >= STAND_INS.size()) {
        return;
      }
      values.put(key, STAND_INS.get(next));
      refusal = refusal(values);
    }
  }

  private static void note(
      Cursor at, @Nullable Cursor argument, BadArguments refusal, boolean whollyWritten) {
    String message = String.valueOf(refusal.getMessage());
    if (argument != null) {
      argument.error(message);
    } else if (refusal.key() != null || whollyWritten) {
      // With a stand-in among them, the record may be refusing ours and not the author's.
      at.errorAtKey(message);
    }
  }

  private Optional<BadArguments> refusal(Map<String, Object> values) {
    try {
      Arguments.bind(kind.arguments(), values);
      return Optional.empty();
    } catch (BadArguments e) {
      return Optional.of(e);
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
