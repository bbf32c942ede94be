package nightshift.bot.action.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import nightshift.bot.host.Commands;
import nightshift.bot.host.app.Apps;
import nightshift.config.AppSettings;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Probes;
import org.junit.jupiter.api.Test;

class AppProbesTest {

  private static final Target SONARR = new Target("app", "sonarr");

  @Test
  void health_and_queue_are_counted() throws Exception {
    try (FakeArr arr = new FakeArr()) {
      arr.problem("IndexerStatusCheck", "warning", "Indexers unavailable: One");
      arr.problem("UpdateCheck", "notice", "New update");
      arr.row(1, "AAA", 1, "A", "warning", "The download is stalled with no connections");
      arr.row(2, "BBB", 2, "B", "warning", "No files found are eligible for import");
      arr.row(3, "CCC", 3, "C", "failed", "");
      arr.row(4, "DDD", 4, "D", "downloading", "");
      Probes probes = probes(arr.app("sonarr", AppSettings.Kind.SONARR));

      Reading health = probes.read("arr.health", SONARR);
      assertThat(health.value()).isEqualTo(1);
      assertThat(health.facts())
          .containsEntry("indexer_problems", 1L)
          .containsEntry("first_problem", "Indexers unavailable: One");

      Reading queue = probes.read("arr.queue", SONARR);
      assertThat(queue.value()).isEqualTo(2);
      assertThat(queue.facts())
          .containsEntry("stalled", 1L)
          .containsEntry("failed", 1L)
          .containsEntry("downloads", 4L);
      assertThat(probes.read("app.stalled", SONARR).value()).isEqualTo(2);
    }
  }

  @Test
  void a_failed_download_of_lidarr_is_counted_under_its_own_words_for_it() throws Exception {
    try (FakeArr arr = new FakeArr()) {
      for (String word : new String[] {"downloadFailed", "downloadFailedPending", "importFailed"}) {
        arr.row(arr.queue.size() + 1, word, arr.queue.size() + 1, word, "completed", "");
        arr.queue.getLast().put("trackedDownloadState", word);
      }
      Reading queue =
          probes(arr.app("lidarr", AppSettings.Kind.LIDARR))
              .read("arr.queue", new Target("app", "lidarr"));
      assertThat(queue.facts()).containsEntry("failed", 2L).containsEntry("downloads", 3L);
    }
  }

  @Test
  void a_wrong_key_is_said_and_never_shown() throws Exception {
    try (FakeArr arr = new FakeArr()) {
      String wrong = "ffffffffffffffffffffffffffffffff";
      AppSettings app = arr.app("sonarr", AppSettings.Kind.SONARR, wrong);
      assertThat(app.toString()).doesNotContain(wrong);
      assertThatExceptionOfType(ProbeException.class)
          .isThrownBy(() -> probes(app).read("arr.health", SONARR))
          .withMessageContaining("does not accept the key")
          .matches(e -> !String.valueOf(e.getMessage()).contains(wrong))
          .matches(e -> e.kind() == ProbeException.Kind.UNREACHABLE);
    }
  }

  @Test
  void an_application_that_is_down_is_unreachable_and_its_address_is_not_shown() {
    FakeArr arr = new FakeArr();
    AppSettings app = arr.app("sonarr", AppSettings.Kind.SONARR);
    arr.close();
    assertThatExceptionOfType(ProbeException.class)
        .isThrownBy(() -> probes(app).read("arr.queue", SONARR))
        .withMessageContaining("\"sonarr\"")
        .withMessageContaining("connection refused")
        .matches(e -> !String.valueOf(e.getMessage()).contains("127.0.0.1"));
  }

  @Test
  void something_else_at_the_address_is_told_from_an_application() throws Exception {
    try (Loopback page = page(200, "<html>hello</html>", Map.of());
        Loopback moved = page(302, "", Map.of("Location", "http://127.0.0.1:1/"))) {
      assertThatExceptionOfType(ProbeException.class)
          .isThrownBy(
              () -> probes(page.app("sonarr", AppSettings.Kind.SONARR)).read("arr.health", SONARR))
          .withMessageContaining("the answer is no JSON");
      assertThatExceptionOfType(ProbeException.class)
          .isThrownBy(
              () -> probes(moved.app("sonarr", AppSettings.Kind.SONARR)).read("arr.health", SONARR))
          .withMessageContaining("it redirects elsewhere");
    }
  }

  @Test
  void a_name_that_is_not_configured_gets_the_nearest_one() throws Exception {
    try (FakeArr arr = new FakeArr()) {
      assertThatExceptionOfType(ProbeException.class)
          .isThrownBy(() ->
              probes(arr.app("sonarr", AppSettings.Kind.SONARR))
                  .read("arr.health", new Target("app", "sonar")))
          .withMessageContaining("did you mean \"sonarr\"?")
          .matches(e -> e.kind() == ProbeException.Kind.NO_SUCH_TARGET);
      assertThat(arr.requests).isEmpty();
    }
  }

  @Test
  void each_probe_says_which_applications_it_is_for() throws Exception {
    try (FakeTorrents torrents = new FakeTorrents()) {
      Probes probes = probes(torrents.app("torrents", AppSettings.Kind.QBITTORRENT));
      for (String probe : new String[] {"arr.health", "arr.queue"}) {
        assertThatExceptionOfType(ProbeException.class)
            .isThrownBy(() -> probes.read(probe, new Target("app", "torrents")))
            .withMessageContaining("is qbittorrent, which is no *arr application");
      }
      assertThatExceptionOfType(ProbeException.class)
          .isThrownBy(() -> probes.read("media.sessions", new Target("media", "torrents")))
          .withMessageContaining("its target is app:torrents");
    }
  }

  @Test
  void both_download_clients_tell_what_is_in_error_and_what_is_stalled() throws Exception {
    try (FakeTorrents client = new FakeTorrents()) {
      client.torrents.add(new FakeTorrents.Torrent("aa", "One", "error"));
      client.torrents.add(new FakeTorrents.Torrent("bb", "Two", "stalledDL"));
      client.torrents.add(new FakeTorrents.Torrent("cc", "Three", "uploading"));
      for (AppSettings.Kind kind :
          new AppSettings.Kind[] {AppSettings.Kind.QBITTORRENT, AppSettings.Kind.TRANSMISSION}) {
        Reading r =
            probes(client.app("torrents", kind))
                .read("download.state", new Target("app", "torrents"));
        assertThat(r.facts())
            .as(kind.word())
            .containsEntry("errored", 1L)
            .containsEntry("stalled", 1L)
            .containsEntry("downloads", 3L);
        assertThat(r.healthy()).isFalse();
      }
    }
  }

  @Test
  void qbittorrent_is_logged_in_to_and_out_of_and_a_wrong_password_is_said() throws Exception {
    try (FakeTorrents client = new FakeTorrents()) {
      client.needsLogin = true;
      Target target = new Target("app", "torrents");
      probes(login(client, FakeTorrents.PASSWORD)).read("download.state", target);
      assertThat(client.requests).last().matches(r -> r.path().endsWith("auth/logout"));
      assertThatExceptionOfType(ProbeException.class)
          .isThrownBy(() -> probes(login(client, "wrong-one")).read("download.state", target))
          .withMessageContaining("does not accept the key or password")
          .matches(e -> !String.valueOf(e.getMessage()).contains("wrong-one"));
    }
  }

  private static AppSettings login(FakeTorrents client, String password) {
    return new AppSettings(
        "torrents",
        AppSettings.Kind.QBITTORRENT,
        client.url(),
        Optional.empty(),
        Optional.of(FakeTorrents.USER),
        Optional.of(password),
        Optional.empty(),
        Optional.empty());
  }

  private static Loopback page(int status, String body, Map<String, String> headers) {
    return new Loopback() {
      @Override
      Reply answer(Request request) {
        return new Reply(status, body, headers);
      }
    };
  }

  static Probes probes(AppSettings app) {
    assertThat(app.url()).isNotEqualTo(URI.create(""));
    return new Probes(
        new AppFamily(
                new Apps(Map.of(app.name(), app)),
                Optional.empty(),
                new Commands(),
                InstantSource.system())
            .probes());
  }
}
