package nightshift.config.playbook;

import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeSet;
import nightshift.config.CustomAction;
import nightshift.config.InputValues;
import nightshift.config.yaml.Cursor;
import nightshift.config.yaml.Scalars;
import nightshift.engine.action.Nearest;
import nightshift.engine.alert.Text;

/** Checks the inputs that a step gives to a custom action against what the action declares. */
final class InputCheck {

  private InputCheck() {}

  /**
   * Notes unknown, missing and wrong inputs.
   *
   * @param args the step's arguments
   */
  static void check(Map<String, CustomAction.Input> declared, Cursor args) {
    args.fields()
        .ifPresent(f ->
            f.find("inputs")
                .ifPresentOrElse(
                    at -> at.entries().ifPresent(given -> check(declared, at, given)),
                    () -> missing(declared, args, Map.of())));
  }

  private static void check(
      Map<String, CustomAction.Input> declared, Cursor at, SequencedMap<String, Cursor> given) {
    given.forEach((name, value) -> {
      CustomAction.Input input = declared.get(name);
      if (input == null) {
        String shown = Text.line(name, 60);
        String hint = Nearest.hint(shown, new TreeSet<>(declared.keySet()));
        value.errorAtKey("there is no input \"" + shown + "\"" + hint);
      } else {
        Scalars.literal(value)
            .filter(text -> !Templates.has(text))
            .flatMap(text -> InputValues.refusal(input, text))
            .ifPresent(why -> value.error("this input does not allow it: it " + why));
      }
    });
    missing(declared, at, given);
  }

  private static void missing(
      Map<String, CustomAction.Input> declared, Cursor at, Map<String, Cursor> given) {
    declared.forEach((name, input) -> {
      if (input.defaultValue().isEmpty() && !given.containsKey(name)) {
        at.errorAtKey("the input \"" + name + "\" is missing; write inputs: { " + name + ": … }");
      }
    });
  }
}
