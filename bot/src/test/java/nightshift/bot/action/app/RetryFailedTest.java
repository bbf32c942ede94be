package nightshift.bot.action.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import nightshift.config.AppSettings;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Preview;
import nightshift.engine.contract.ActionKindContract;
import nightshift.engine.diagnosis.Target;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RetryFailedTest extends ActionKindContract<Limit> {

  private static final Target SONARR = new Target("app", "sonarr");

  private FakeArr arr;

  @BeforeEach
  void start() {
    arr = new FakeArr();
  }

  @AfterEach
  void stop() {
    arr.close();
  }

  @Override
  protected ActionKind<Limit> kind() {
    return new RetryFailed(Loopback.door(arr.app("sonarr", AppSettings.Kind.SONARR)));
  }

  @Override
  protected Limit arguments() {
    return new Limit(Optional.empty());
  }

  @Override
  protected World world() {
    arr.row(1, "AAA", 11, "Show.S01E01", "warning", "The download is stalled with no connections");
    arr.row(2, "BBB", 12, "Show.S01E02", "failed", "Aborted");
    arr.row(3, "CCC", 13, "Show.S01E03", "downloading", "");
    return new World() {
      @Override
      public Target target() {
        return SONARR;
      }

      @Override
      public String state() {
        return rows(false) + arr.blocked + arr.searches;
      }

      @Override
      public String bystanders() {
        return rows(true);
      }

      private String rows(boolean fine) {
        return arr.queue.stream()
            .filter(r -> r.path("downloadId").asText().equals("CCC") == fine)
            .toList()
            .toString();
      }

      @Override
      public void replace() {
        arr.queue.removeIf(r -> !r.path("downloadId").asText().equals("CCC"));
        arr.row(4, "AAA", 14, "Other.S01E04", "warning", "stalled");
        arr.row(5, "BBB", 15, "Other.S01E05", "failed", "");
      }

      @Override
      public void close() {
        arr.queue.clear();
      }
    };
  }

  @Test
  void each_download_is_named_and_that_it_cannot_be_undone_is_said() throws Exception {
    try (World world = world()) {
      Preview preview = kind().preview(arguments(), asked(world));
      assertThat(preview.objects())
          .containsExactly(
              "download AAA rows 1 for 11 Show.S01E01", "download BBB rows 2 for 12 Show.S01E02");
      assertThat(preview.details().getFirst()).contains("stalled: Show.S01E01");
      assertThat(preview.reversal().possible()).isFalse();
      assertThat(preview.reversal().how()).contains("deleted").contains("blocklist");
    }
  }

  @Test
  void it_is_removed_blocked_and_searched_for_exactly_once() throws Exception {
    try (World world = world()) {
      kind().run(arguments(), approved(world));
      assertThat(arr.blocked).containsExactly("AAA", "BBB");
      assertThat(arr.searches).containsExactly("EpisodeSearch[11]", "EpisodeSearch[12]");
      assertThat(arr.deeds().getFirst())
          .contains("blocklist=true")
          .contains("removeFromClient=true")
          .contains("skipRedownload=true");
    }
  }

  @Test
  void a_season_is_one_download_with_one_search() throws Exception {
    arr.row(1, "PACK", 21, "Show.S02", "warning", "stalled");
    arr.row(2, "PACK", 22, "Show.S02", "warning", "stalled");
    ActionContext ctx = approved();
    assertThat(ctx.objects()).containsExactly("download PACK rows 1,2 for 21,22 Show.S02");
    kind().run(arguments(), ctx);
    assertThat(arr.searches).containsExactly("EpisodeSearch[21,22]");
    assertThat(arr.queue).isEmpty();
  }

  @Test
  void more_than_the_limit_is_left_for_the_next_time() throws Exception {
    for (int i = 1; i <= 4; i++) {
      arr.row(i, "D" + i, i, "T" + i, "failed", "");
    }
    Limit two = new Limit(Optional.of(2));
    Preview preview = kind().preview(two, context(List.of()));
    assertThat(preview.objects()).hasSize(2);
    assertThat(preview.details()).anyMatch(l -> l.startsWith("2 more are stuck"));
    kind().run(two, context(preview.objects()));
    assertThat(arr.queue).hasSize(2);
  }

  @Test
  void one_that_goes_on_by_now_is_left_alone() throws Exception {
    try (World world = world()) {
      ActionContext ctx = approved(world);
      arr.queue.getFirst().put("status", "downloading").put("errorMessage", "");
      ActionResult result = kind().run(arguments(), ctx);
      assertThat(result.summary()).contains("goes on by now");
      assertThat(arr.blocked).containsExactly("BBB");
    }
  }

  @Test
  void a_refusal_of_the_application_touches_nothing_and_is_told() throws Exception {
    try (World world = world()) {
      ActionContext ctx = approved(world);
      arr.failWith = 500;
      assertThatExceptionOfType(ActionException.class)
          .isThrownBy(() -> kind().run(arguments(), ctx))
          .withMessageContaining("HTTP 500")
          .withMessageContaining("database is locked")
          .matches(e -> e.effect() == Effect.NONE);
      assertThat(arr.blocked).isEmpty();
    }
  }

  @Test
  void an_empty_queue_blocks_the_plan() {
    assertThatExceptionOfType(ActionException.class)
        .isThrownBy(() -> kind().preview(arguments(), context(List.of())))
        .withMessageContaining("is stuck");
  }

  private ActionContext approved() throws Exception {
    return context(kind().preview(arguments(), context(List.of())).objects());
  }

  private ActionContext context(List<String> objects) {
    return new ActionContext(
        SONARR, "7-1", objects, java.time.Instant.EPOCH, kind().timeout(arguments()));
  }

  @Test
  void downloads_listed_in_another_order_are_the_same_plan() throws Exception {
    try (World world = world()) {
      arr.row(
          6, "AAA", 16, "Show.S01E01", "warning", "The download is stalled with no connections");
      List<String> objects = kind().preview(arguments(), asked(world)).objects();
      assertThat(objects).contains("download AAA rows 1,6 for 11,16 Show.S01E01");
      Collections.reverse(arr.queue);
      assertThat(kind().preview(arguments(), asked(world)).objects()).isEqualTo(objects);
    }
  }
}
