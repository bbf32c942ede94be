package nightshift.bot.action.process;

import java.time.Instant;
import java.util.List;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionKind;
import nightshift.engine.diagnosis.Target;

/** Contexts as the engine makes them. */
final class Contexts {

  private static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");

  private Contexts() {}

  static <A extends Record> ActionContext asked(ActionKind<A> kind, A args, Target target) {
    return new ActionContext(target, "7-1", List.of(), NOW, kind.timeout(args));
  }

  static <A extends Record> ActionContext approved(ActionKind<A> kind, A args, Target target)
      throws ActionException, InterruptedException {
    List<String> objects = kind.preview(args, asked(kind, args, target)).objects();
    return new ActionContext(target, "7-1", objects, NOW, kind.timeout(args));
  }
}
