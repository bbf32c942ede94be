package nightshift.bot.action.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.config.AppSettings;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Arguments;
import nightshift.engine.action.BadArguments;
import nightshift.engine.action.Preview;
import nightshift.engine.contract.ActionKindContract;
import nightshift.engine.diagnosis.Target;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PauseTranscodingTest extends ActionKindContract<PauseTranscoding.Pause> {

  private FakeMedia media;

  @BeforeEach
  void start() {
    media = new FakeMedia();
  }

  @AfterEach
  void stop() {
    media.close();
  }

  @Override
  protected ActionKind<PauseTranscoding.Pause> kind() {
    return kind(AppSettings.Kind.PLEX);
  }

  private ActionKind<PauseTranscoding.Pause> kind(AppSettings.Kind kind) {
    return new PauseTranscoding(Loopback.door(media.app("tv", kind)));
  }

  @Override
  protected PauseTranscoding.Pause arguments() {
    return new PauseTranscoding.Pause(Optional.of("Back in an hour"), Optional.empty());
  }

  @Override
  protected World world() {
    media.viewers.clear();
    media.viewers.add(new FakeMedia.Viewer("s1", "ann", "Film", "/transcode/sessions/1"));
    media.viewers.add(new FakeMedia.Viewer("s2", "bob", "Other", "/transcode/sessions/2"));
    media.viewers.add(new FakeMedia.Viewer("s3", "eve", "Direct", ""));
    return new World() {
      @Override
      public Target target() {
        return new Target("media", "tv");
      }

      @Override
      public String state() {
        return viewers(true) + media.ended;
      }

      @Override
      public String bystanders() {
        return viewers(false);
      }

      private String viewers(boolean converted) {
        return media.viewers.stream()
            .filter(v -> !v.conversion().isEmpty() == converted)
            .toList()
            .toString();
      }

      @Override
      public void replace() {
        media.viewers.removeIf(v -> !v.conversion().isEmpty());
        media.viewers.add(new FakeMedia.Viewer("s1", "ann", "Next", "/transcode/sessions/8"));
        media.viewers.add(new FakeMedia.Viewer("s2", "bob", "Next", "/transcode/sessions/9"));
      }

      @Override
      public void close() {
        media.viewers.clear();
      }
    };
  }

  @Test
  void each_viewer_is_named_and_reads_why() throws Exception {
    try (World world = world()) {
      Preview preview = kind().preview(arguments(), asked(world));
      assertThat(preview.details())
          .contains("ann: \"Film\" on TV, converted", "they read: Back in an hour")
          .noneMatch(l -> l.contains("eve"));
      kind().run(arguments(), approved(world));
      assertThat(media.reasons).containsExactly("Back in an hour", "Back in an hour");
      assertThat(media.viewers).extracting(FakeMedia.Viewer::id).containsExactly("s3");
    }
  }

  @Test
  void jellyfin_is_asked_to_stop_the_player_and_to_end_the_conversion_itself() throws Exception {
    try (World world = world()) {
      ActionKind<PauseTranscoding.Pause> jellyfin = kind(AppSettings.Kind.JELLYFIN);
      List<String> objects = jellyfin.preview(arguments(), asked(world)).objects();
      ActionResult result = jellyfin.run(arguments(), with(world, objects));
      assertThat(result.ok()).isTrue();
      assertThat(media.ended).containsExactly("s1", "s2");
      assertThat(media.deeds())
          .anyMatch(d ->
              d.contains("DELETE /Videos/ActiveEncodings")
                  && d.contains("deviceId=device-s1")
                  && d.contains("playSessionId=/transcode/sessions/1"));
    }
  }

  @Test
  void a_jellyfin_that_does_not_tell_the_play_session_is_only_asked_to_stop() throws Exception {
    media.tellsPlaySession = false;
    try (World world = world()) {
      ActionKind<PauseTranscoding.Pause> jellyfin = kind(AppSettings.Kind.JELLYFIN);
      List<String> objects = jellyfin.preview(arguments(), asked(world)).objects();
      jellyfin.run(arguments(), with(world, objects));
      assertThat(media.deeds()).noneMatch(d -> d.startsWith("DELETE"));
      assertThat(media.ended).containsExactly("s1", "s2");
    }
  }

  @Test
  void a_reason_of_several_lines_is_refused() {
    assertThatExceptionOfType(BadArguments.class)
        .isThrownBy(() -> Arguments.bind(PauseTranscoding.Pause.class, Map.of("reason", "a\nb")))
        .withMessageContaining("one line");
  }

  @Test
  void a_server_that_converts_for_nobody_blocks_the_plan() {
    assertThatExceptionOfType(ActionException.class)
        .isThrownBy(() ->
            kind()
                .preview(
                    arguments(),
                    new ActionContext(
                        new Target("media", "tv"),
                        "7-1",
                        List.of(),
                        java.time.Instant.EPOCH,
                        kind().timeout(arguments()))))
        .withMessageContaining("converts for nobody");
  }

  private ActionContext with(World world, List<String> objects) {
    ActionContext asked = asked(world);
    return new ActionContext(
        asked.target(), asked.reference(), objects, asked.now(), asked.timeout());
  }

  @Test
  void sessions_listed_in_another_order_are_the_same_plan() throws Exception {
    try (World world = world()) {
      List<String> objects = kind().preview(arguments(), asked(world)).objects();
      Collections.reverse(media.viewers);
      assertThat(kind().preview(arguments(), asked(world)).objects()).isEqualTo(objects);
    }
  }
}
