package nightshift.config.rehearsal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.config.playbook.Known;
import nightshift.config.rehearsal.PlaybookTest.Expected;
import nightshift.config.rehearsal.PlaybookTest.ExpectedStep;
import nightshift.config.yaml.Cursor;
import nightshift.config.yaml.Fields;
import nightshift.config.yaml.Scalars;
import nightshift.engine.action.Nearest;
import nightshift.engine.action.Risk;
import nightshift.engine.alert.Text;

/** Reads {@code expect}. */
final class ExpectReader {

  private static final List<String> KEYS =
      List.of("playbook", "target", "cause", "steps", "risk", "asks", "refused");

  private final Known known;

  ExpectReader(Known known) {
    this.known = known;
  }

  /** What is expected here; nothing at all is a mistake. */
  Optional<Expected> read(Cursor at, String playbook) {
    return at.fields(KEYS)
        .map(f -> {
          if (f.all().isEmpty()) {
            at.error("expects nothing, so it could never fail");
          }
          return expected(f, playbook);
        });
  }

  private Expected expected(Fields f, String playbook) {
    return new Expected(
        f.or("playbook", Scalars::text, playbook),
        f.read("target", Scalars::text),
        f.read("cause", Scalars::text),
        f.find("steps").map(this::steps),
        f.read("risk", at -> Scalars.choice(at, Risk.class)),
        f.read("asks", Scalars::flag),
        f.read("refused", Scalars::text));
  }

  private List<ExpectedStep> steps(Cursor list) {
    List<ExpectedStep> out = new ArrayList<>();
    for (Cursor item : list.items()) {
      if (item.isMap()) {
        item.entries()
            .ifPresent(e -> {
              if (e.size() != 1) {
                item.error("must be one action with its arguments");
              }
              e.forEach((kind, args) ->
                  step(item, kind)
                      .map(k -> new ExpectedStep(k, arguments(args)))
                      .ifPresent(out::add));
            });
      } else {
        Scalars.text(item)
            .flatMap(kind -> step(item, kind))
            .map(kind -> new ExpectedStep(kind, Optional.empty()))
            .ifPresent(out::add);
      }
    }
    return List.copyOf(out);
  }

  private Optional<String> step(Cursor at, String kind) {
    if (known.actions().find(kind).isEmpty()) {
      String shown = Text.line(kind, 60);
      at.error(
          "there is no action \"" + shown + "\"" + Nearest.hint(shown, known.actions().names()));
      return Optional.empty();
    }
    return Optional.of(kind);
  }

  private static Optional<Map<String, Object>> arguments(Cursor at) {
    return at.entries()
        .map(e -> {
          Map<String, Object> out = new LinkedHashMap<>();
          e.forEach((key, value) -> out.put(key, value(value)));
          return out;
        });
  }

  private static Object value(Cursor at) {
    if (at.isMap()) {
      return arguments(at).orElse(Map.of());
    }
    if (at.isList()) {
      return at.items().stream().map(ExpectReader::value).toList();
    }
    return Scalars.literal(at).map(t -> Scalars.typed(at, t)).orElse("");
  }
}
