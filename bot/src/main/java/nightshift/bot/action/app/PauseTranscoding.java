package nightshift.bot.action.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nightshift.bot.host.app.MediaServer;
import nightshift.bot.host.app.MediaServer.Session;
import nightshift.bot.host.http.CallTrouble;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Preview;
import nightshift.engine.action.Reversal;
import nightshift.engine.action.Risk;
import nightshift.engine.diagnosis.ProbeException;

/**
 * {@code media.pause-transcoding}: ends the sessions for which a media server converts. Those that
 * are served as they are go on.
 */
final class PauseTranscoding implements ActionKind<PauseTranscoding.Pause> {

  private static final String USUAL =
      "The server is short of processing power. Please start again in a while.";
  private static final int LONGEST = 200;

  private final AppDoor door;

  PauseTranscoding(AppDoor door) {
    this.door = door;
  }

  /**
   * Arguments.
   *
   * @param reason what viewers read, where the server can show it
   * @param limit most sessions; 20 unless set
   */
  record Pause(Optional<String> reason, Optional<Integer> limit) {
    /**
     * @throws IllegalArgumentException when one is out of range
     */
    Pause {
      if (reason.isPresent()
          && (reason.get().length() > LONGEST || reason.get().chars().anyMatch(c -> c < ' '))) {
        throw new IllegalArgumentException(
            "argument \"reason\" must be one line of at most " + LONGEST + " characters");
      }
      if (limit.isPresent() && (limit.get() < 1 || limit.get() > 50)) {
        throw new IllegalArgumentException("argument \"limit\" must be between 1 and 50");
      }
    }
  }

  @Override
  public String name() {
    return "media.pause-transcoding";
  }

  @Override
  public Class<Pause> arguments() {
    return Pause.class;
  }

  @Override
  public Risk floor() {
    return Risk.MEDIUM;
  }

  @Override
  public String targetKind() {
    return "media";
  }

  @Override
  public Duration timeout(Pause args) {
    return Duration.ofSeconds(30)
        .plus(Duration.ofSeconds(20).multipliedBy(args.limit().orElse(20)));
  }

  @Override
  public Preview preview(Pause args, ActionContext ctx)
      throws ActionException, InterruptedException {
    List<Listed<Session>> all = converting(ctx);
    List<Listed<Session>> chosen = chosen(all).limit(args.limit().orElse(20)).toList();
    if (chosen.isEmpty()) {
      throw AppDoor.refused(
          "\"%s\" converts for %s"
              .formatted(
                  ctx.target().name(),
                  all.isEmpty()
                      ? "nobody"
                      : all.size() + ", and none of their players takes commands; end them there"));
    }
    List<String> details =
        new ArrayList<>(chosen.stream().map(s -> MediaSessions.shown(s.thing())).toList());
    all.stream()
        .filter(s -> !s.thing().obeys())
        .forEach(s ->
            details.add(
                MediaSessions.shown(s.thing()) + ": goes on, its player takes no commands"));
    details.add("they read: " + args.reason().orElse(USUAL));
    return new Preview(
        "end %d converted sessions of \"%s\"".formatted(chosen.size(), ctx.target().name()),
        details,
        chosen.stream().map(Listed::line).toList(),
        0,
        floor(),
        Reversal.none("whoever watches has to start again"),
        Duration.ofSeconds(chosen.size()));
  }

  private List<Listed<Session>> converting(ActionContext ctx)
      throws ActionException, InterruptedException {
    try {
      return MediaSessions.sessions(door, ctx.target()).stream()
          .filter(s -> s.converts() && !s.id().isEmpty())
          .map(s ->
              new Listed<>(
                  "session",
                  s.id(),
                  "%s: \"%s\" on %s, conversion %s"
                      .formatted(s.user(), s.title(), s.player(), s.transcoding()),
                  s))
          .sorted()
          .toList();
    } catch (ProbeException e) {
      throw AppDoor.refused(e);
    }
  }

  private static Stream<Listed<Session>> chosen(List<Listed<Session>> converting) {
    return converting.stream().filter(s -> s.thing().obeys());
  }

  @Override
  public Optional<String> drift(Pause args, ActionContext ctx)
      throws ActionException, InterruptedException {
    return Listed.drift(chosen(converting(ctx)).toList(), ctx);
  }

  @Override
  public ActionResult run(Pause args, ActionContext ctx)
      throws ActionException, InterruptedException {
    List<String> did = new ArrayList<>();
    for (Listed<Session> s : Listed.approved(chosen(converting(ctx)).toList(), ctx)) {
      try {
        MediaServer server = door.media(ctx.target());
        server.end(s.thing(), args.reason().orElse(USUAL));
      } catch (CallTrouble e) {
        throw AppDoor.during(e, String.join("; ", did));
      } catch (ProbeException e) {
        throw AppDoor.refused(e);
      }
      did.add(MediaSessions.shown(s.thing()));
    }
    return ActionResult.done(
        "ended %d of %d sessions: %s"
            .formatted(did.size(), ctx.objects().size(), String.join("; ", did)));
  }
}
