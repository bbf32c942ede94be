package nightshift.engine.action;

import nightshift.engine.alert.Redaction;
import org.jspecify.annotations.Nullable;

/**
 * What an action did. That it returned says only that it is over: whether it helped is for
 * verification to say.
 *
 * @param ok whether the action itself went through
 * @param summary one line, with numbers: {@code moved 212 files, 31.4 MiB}
 * @param output captured output, bounded and cleaned; empty when there is none
 * @param exitCode of a command, else null
 */
public record ActionResult(boolean ok, String summary, String output, @Nullable Integer exitCode) {

  /** Takes secrets out of what it says, because it is kept and shown. */
  public ActionResult {
    summary = Redaction.of(summary);
    output = Redaction.of(output);
  }

  /** A result without output. */
  public static ActionResult done(String summary) {
    return new ActionResult(true, summary, "", null);
  }
}
