package nightshift.bot.chat.web;

import io.javalin.http.Context;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nightshift.engine.port.LedgerView;

/**
 * What stands around a page's own content.
 *
 * @param visitor who looks
 * @param theme light, dark or auto
 * @param here the path of this page, to come back to
 * @param mark from where the page listens for changes
 * @param pause the pause that is in force
 * @param notices answers to tell now
 * @param now the time at which it is drawn
 */
record Frame(
    Visitor visitor,
    String theme,
    String here,
    String mark,
    Optional<LedgerView.Pause> pause,
    List<Notice> notices,
    Instant now) {

  /** The frame for this request; takes the kept notices. */
  static Frame of(
      Context ctx, Visitor visitor, String mark, Optional<LedgerView.Pause> pause, Instant now) {
    List<Notice> notices = visitor.session().heard();
    return new Frame(visitor, Gate.theme(ctx), ctx.path(), mark, pause, notices, now);
  }

  /** What forms of this page carry. */
  Forms forms() {
    return new Forms(visitor.session().csrf());
  }
}
