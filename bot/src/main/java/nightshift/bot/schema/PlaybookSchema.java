package nightshift.bot.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import nightshift.config.playbook.Known;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.Arguments;
import nightshift.engine.action.Catalogue;
import nightshift.engine.plan.Rollback;
import nightshift.engine.playbook.Autonomy;

/**
 * The schema of a playbook, with the actions, probes and kinds of targets that an installation has:
 * the same that the parser checks steps against.
 */
public final class PlaybookSchema {

  private static final String STEP = "step";

  private PlaybookSchema() {}

  /** Draws it. */
  public static ObjectNode draw(Known known) {
    Shape probe = Shape.choice(new TreeSet<>(known.probes()));
    Shape root =
        Shape.keys()
            .need("playbook", Shape.text().about("its name"))
            .with("description", Shape.text().about("one sentence for people"))
            .need("match", Common.matches().about("which alerts; all have to hold"))
            .with("when", Shape.text().about("a condition on the alert (CEL)"))
            .need("target", target(known))
            .with("for", Shape.duration().about("how long the alert has to last"))
            .with("diagnose", Shape.list(probe))
            .with("confidence", Shape.whole().about("your own estimate in percent"))
            .with("risk", Common.risk().about("raises what the steps say"))
            .need("steps", Shape.list(stepOrChoice()))
            .with("verify", verify(probe))
            .with("limits", limits())
            .with("autonomy", autonomy())
            .with("approval", Common.approval())
            .with("rollback", Shape.choice(Rollback.class));
    Map<String, Shape> definitions = new TreeMap<>();
    definitions.put(Common.MATCH, Common.match());
    definitions.put(STEP, step(known.actions()));
    return root.file("A playbook of Nightshift", definitions);
  }

  private static Shape target(Known known) {
    String kinds = String.join("|", new TreeSet<>(known.measures().keySet()));
    return Shape.form("^(" + kinds + "):").about("kind:name, such as container:web");
  }

  private static Shape verify(Shape probe) {
    return Shape.keys()
        .with("probe", probe)
        .with(List.of("below", "above"), Shape.number())
        .with(List.of("settle", "within", "relapse_watch"), Shape.duration());
  }

  private static Shape limits() {
    return Shape.keys()
        .with(List.of("cooldown", "cooldown_max", "countdown"), Shape.duration())
        .with("max", Shape.rate().about("how often: 2/24h"))
        .with("breaker", Shape.whole().about("so many failures in a row stop it"));
  }

  private static Shape autonomy() {
    Shape word = Shape.choice(Autonomy.class);
    return Shape.oneOf(word, Shape.keys().with(List.of("start", "up_to"), word));
  }

  private static Shape stepOrChoice() {
    Shape choice = Shape.keys().need("one_of", Shape.list(Shape.named(STEP)));
    return Shape.oneOf(Shape.named(STEP), choice);
  }

  private static Shape step(Catalogue actions) {
    Shape out = Shape.keys();
    for (String name : actions.names()) {
      actions.find(name).ifPresent(kind -> out.with(name, arguments(kind)));
    }
    return out.with("when", Shape.text().about("a condition on alert and diagnosis (CEL)"))
        .with("on_failure", Shape.choice(List.of("stop", "continue")));
  }

  private static Shape arguments(ActionKind<?> kind) {
    Shape out = Shape.keys();
    Iterator<String> keys = Arguments.keys(kind.arguments()).iterator();
    for (RecordComponent c : kind.arguments().getRecordComponents()) {
      if (c.getType() == Optional.class) {
        Type inner = ((ParameterizedType) c.getGenericType()).getActualTypeArguments()[0];
        out.with(keys.next(), argument(inner));
      } else {
        out.need(keys.next(), argument(c.getGenericType()));
      }
    }
    return out;
  }

  /** The types that {@link Arguments} knows. */
  @SuppressWarnings("unchecked")
  private static Shape argument(Type type) {
    Class<?> c = type instanceof ParameterizedType p ? (Class<?>) p.getRawType() : (Class<?>) type;
    if (c == Duration.class) {
      return Shape.duration();
    }
    if (c == Arguments.Size.class) {
      return Shape.size();
    }
    if (c == boolean.class || c == Boolean.class) {
      return Shape.flag();
    }
    if (c == int.class || c == Integer.class || c == long.class || c == Long.class) {
      return Shape.whole();
    }
    if (c == double.class || c == Double.class) {
      return Shape.number();
    }
    if (c.isEnum()) {
      return Shape.choice((Class<? extends Enum<?>>) c);
    }
    if (c == List.class) {
      return Shape.oneOf(Shape.text(), Common.words());
    }
    return c == Map.class ? Shape.map(Shape.text()) : Shape.text();
  }
}
