package nightshift.config.playbook;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.config.yaml.Cursor;
import nightshift.config.yaml.Fields;
import nightshift.config.yaml.Scalars;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.Nearest;
import nightshift.engine.action.Risk;
import nightshift.engine.alert.Text;
import nightshift.engine.playbook.Condition;
import nightshift.engine.playbook.StepTemplate;

/** Reads {@code steps}: one action kind each, with its arguments, or alternatives of these. */
final class StepReader {

  private static final List<String> EXTRAS = List.of("when", "on_failure");

  private static final String ONE_OF = "one_of";
  private static final String CONTAINER = "container.";
  private static final int MOST = 10;

  private enum OnFailure {
    STOP,
    CONTINUE
  }

  private final Known known;
  private final String targetKind;

  /**
   * @param targetKind what the playbook acts on; empty text when that is not known
   */
  StepReader(Known known, String targetKind) {
    this.known = known;
    this.targetKind = targetKind;
  }

  /** One step. */
  Optional<StepTemplate> read(Cursor at) {
    return at.isMap() ? at.fields().flatMap(this::stepOrChoice) : wrong(at);
  }

  private Optional<StepTemplate> stepOrChoice(Fields f) {
    return f.find(ONE_OF).isPresent() ? choice(f) : step(f);
  }

  /** Several steps of which one is taken. Conditions stand in each of them. */
  private Optional<StepTemplate> choice(Fields f) {
    f.all()
        .forEach((key, at) -> {
          if (!key.equals(ONE_OF)) {
            at.errorAtKey("stands beside \"one_of\"; write it into the alternatives");
          }
        });
    Cursor list = f.find(ONE_OF).orElseThrow();
    if (list.isList() && (list.items().size() < 2 || list.items().size() > MOST)) {
      list.error("must have 2 to " + MOST + " alternatives");
    }
    List<StepTemplate> all =
        f.each(ONE_OF, at -> at.isMap() ? at.fields().flatMap(this::step) : wrong(at));
    return all.stream()
        .findFirst()
        .map(first ->
            new StepTemplate(
                first.kind(),
                first.args(),
                first.when(),
                first.keepGoing(),
                all.subList(1, all.size())));
  }

  private static Optional<StepTemplate> wrong(Cursor at) {
    at.error("must be an action with its arguments, such as container.restart: {}");
    return Optional.empty();
  }

  private Optional<StepTemplate> step(Fields f) {
    List<Map.Entry<String, Cursor>> actions =
        f.all().entrySet().stream().filter(e -> !EXTRAS.contains(e.getKey())).toList();
    if (actions.isEmpty()) {
      return wrong(f.self());
    }
    String name = actions.getFirst().getKey();
    Cursor args = actions.getFirst().getValue();
    actions.stream().skip(1).forEach(e -> second(e.getValue(), e.getKey()));
    kind(args, name).ifPresent(k -> ArgumentCheck.check(k, args));
    Optional.ofNullable(known.inputs().get(name)).ifPresent(i -> InputCheck.check(i, args));
    Optional<Condition> when = f.read("when", CelConditions::read);
    OnFailure onFailure =
        f.or("on_failure", at -> Scalars.choice(at, OnFailure.class), OnFailure.STOP);
    return ArgumentTexts.read(args)
        .map(texts -> new StepTemplate(name, texts, when, onFailure == OnFailure.CONTINUE));
  }

  private void second(Cursor at, String key) {
    boolean action = known.actions().find(key).isPresent();
    at.errorAtKey(
        action
            ? "a step has one action; begin another with \"- \""
            : "unknown key \"" + key + "\"" + Nearest.hint(key, EXTRAS));
  }

  private Optional<ActionKind<?>> kind(Cursor at, String name) {
    Optional<ActionKind<?>> kind = known.actions().find(name);
    if (kind.isEmpty()) {
      String shown = Text.line(name, 60);
      at.errorAtKey("unknown action \"" + shown + "\"" + hint(shown));
      return kind;
    }
    String works = kind.get().targetKind();
    if (!works.equals("*") && !targetKind.isEmpty() && !works.equals(targetKind)) {
      at.errorAtKey(
          name + " works on " + works + " targets, and this playbook's is a " + targetKind);
    }
    return kind;
  }

  // Without Docker there are no such actions at all, and the nearest names would lead astray.
  private String hint(String name) {
    boolean away = known.actions().names().stream().noneMatch(n -> n.startsWith(CONTAINER));
    return name.startsWith(CONTAINER) && away
        ? "; containers need \"docker\" in the configuration, with the names that may be touched"
        : Nearest.hint(name, known.actions().names());
  }

  /** The highest floor of these steps. */
  Risk floor(List<StepTemplate> steps) {
    return steps.stream()
        .flatMap(s -> s.alternatives().stream())
        .flatMap(s -> known.actions().find(s.kind()).stream())
        .map(ActionKind::floor)
        .reduce(Risk.LOW, Risk::atLeast);
  }
}
