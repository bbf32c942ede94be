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
  void viewers_of_jellyfin_read_why_before_their_player_is_asked_to_stop() throws Exception {
    try (World world = world()) {
      ActionKind<PauseTranscoding.Pause> jellyfin = kind(AppSettings.Kind.JELLYFIN);
      List<String> objects = jellyfin.preview(arguments(), asked(world)).objects();
      ActionResult result = jellyfin.run(arguments(), with(world, objects));
      assertThat(result.ok()).isTrue();
      assertThat(media.ended).containsExactly("s1", "s2");
      assertThat(media.reasons).containsExactly("Back in an hour", "Back in an hour");
      assertThat(media.deeds())
          .extracting(d -> d.split(" ")[1])
          .containsExactly(
              "/Sessions/s1/Message",
              "/Sessions/s1/Playing/Stop",
              "/Sessions/s2/Message",
              "/Sessions/s2/Playing/Stop");
    }
  }

  @Test
  void a_player_that_takes_no_commands_is_named_and_not_said_to_be_ended() throws Exception {
    try (World world = world()) {
      media.deaf.add("s1");
      ActionKind<PauseTranscoding.Pause> jellyfin = kind(AppSettings.Kind.JELLYFIN);
      Preview preview = jellyfin.preview(arguments(), asked(world));
      assertThat(preview.objects()).hasSize(1).allMatch(o -> o.contains("s2"));
      assertThat(preview.details())
          .contains("ann: \"Film\" on TV, converted: goes on, its player takes no commands");
      ActionResult result = jellyfin.run(arguments(), with(world, preview.objects()));
      assertThat(result.summary()).startsWith("ended 1 of 1 sessions: bob");
      assertThat(media.deeds()).noneMatch(d -> d.contains("/s1/"));

      media.deaf.add("s2");
      media.viewers.add(new FakeMedia.Viewer("s2", "bob", "Other", "/transcode/sessions/2"));
      assertThatExceptionOfType(ActionException.class)
          .isThrownBy(() -> jellyfin.preview(arguments(), asked(world)))
          .withMessageContaining("converts for 2, and none of their players takes commands");
    }
  }

  @Test
  void a_film_that_jellyfin_only_puts_into_another_container_is_no_conversion() throws Exception {
    try (World world = world()) {
      media.copies = true;
      assertThatExceptionOfType(ActionException.class)
          .isThrownBy(() -> kind(AppSettings.Kind.JELLYFIN).preview(arguments(), asked(world)))
          .withMessageContaining("converts for nobody");
      assertThat(media.deeds()).isEmpty();
    }
  }

  @Test
  void a_plex_that_wants_post_gets_post() throws Exception {
    try (World world = world()) {
      media.postOnly = true;
      kind().run(arguments(), approved(world));
      assertThat(media.ended).containsExactly("s1", "s2");
    }
  }

  @Test
  void a_plex_without_plex_pass_is_not_said_to_have_a_wrong_key() throws Exception {
    try (World world = world()) {
      media.feature = false;
      ActionContext approved = approved(world);
      assertThatExceptionOfType(ActionException.class)
          .isThrownBy(() -> kind().run(arguments(), approved))
          .withMessageContaining("Plex Pass");
      assertThat(media.ended).isEmpty();
    }
  }

  @Test
  void a_session_that_ends_by_itself_just_then_does_not_stop_the_others_from_being_ended()
      throws Exception {
    for (AppSettings.Kind server : List.of(AppSettings.Kind.PLEX, AppSettings.Kind.JELLYFIN)) {
      try (World world = world()) {
        media.ended.clear();
        ActionKind<PauseTranscoding.Pause> kind = kind(server);
        List<String> objects = kind.preview(arguments(), asked(world)).objects();
        media.leaves = "s1";
        assertThat(kind.run(arguments(), with(world, objects)).ok()).isTrue();
        assertThat(media.ended).containsExactly("s2");
      }
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
