package nightshift.bot.action.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.bot.host.Commands;
import nightshift.bot.host.docker.Patients;
import nightshift.bot.host.docker.RealDocker;
import nightshift.config.AppSettings;
import nightshift.engine.action.ActionContext;
import nightshift.engine.contract.Await;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Probes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Transmission, asked by the probes; and answers of it that were recorded. */
class TransmissionTest {

  private static final Target TORRENTS = new Target("app", "torrents");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Map<String, Object> LOCKED =
      Map.of(
          "rpc-authentication-required", true, "rpc-username", "alice", "rpc-password", "opens-it");

  @TempDir private Path dir;

  @Test
  void a_torrent_without_peers_is_stalled_and_a_complete_one_is_not() throws Exception {
    try (RealTransmission real = new RealTransmission(dir)) {
      Path film = Files.write(real.downloads.resolve("film.bin"), new byte[32_768]);
      Path wanted = Files.write(dir.resolve("wanted.bin"), new byte[16_384]);
      real.begin();
      real.seed(film);
      real.add(RealClient.torrent(wanted));

      Probes probes = AppProbesTest.probes(real.app());
      Await.until(PATIENCE, () -> stalled(probes) == 1);

      Reading state = probes.read("download.state", TORRENTS);
      assertThat(state.facts()).containsEntry("downloads", 2L).containsEntry("errored", 0L);
      assertThat(state.healthy()).isTrue();
      assertThat(state.lines().toString()).contains("wanted.bin").doesNotContain("film.bin");
      assertThat(String.valueOf(state.facts().get("client_version"))).matches("[34]\\.\\d+.*");
      assertThat(probes.read("app.stalled", TORRENTS).value()).isZero();
    }
  }

  private static long stalled(Probes probes) {
    try {
      return (long) probes.read("download.state", TORRENTS).facts().getOrDefault("stalled", -1L);
    } catch (ProbeException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void the_right_password_opens_and_a_wrong_one_is_said_and_never_shown() throws Exception {
    try (RealTransmission real = new RealTransmission(dir, LOCKED)) {
      real.begin();
      assertThat(read(real, "opens-it").facts()).containsEntry("downloads", 0L);
      refused(real, "wrong-one", "does not accept the key or password");
      assertThat(read(real, "opens-it").healthy()).isTrue();
    }
  }

  @Test
  void one_that_locked_itself_after_wrong_passwords_is_not_said_to_have_a_wrong_one()
      throws Exception {
    try (RealTransmission real = new RealTransmission(dir, LOCKED)) {
      real.begin();
      AppSettings wrong = real.app(Optional.of("alice"), Optional.of("wrong-one"));
      Await.until(PATIENCE, () -> said(wrong).contains("HTTP 403"));
      refused(real, "opens-it", "locked after too many wrong passwords");
    }
  }

  @Test
  void one_that_takes_no_calls_from_this_address_is_not_said_to_have_a_wrong_password()
      throws Exception {
    try (RealTransmission real =
        new RealTransmission(
            dir, Map.of("rpc-whitelist-enabled", true, "rpc-whitelist", "192.0.2.1"))) {
      real.begin();
      assertThat(said(real.app())).contains("rpc-whitelist").doesNotContain("password");
    }
  }

  @Test
  void an_address_that_leads_beside_the_interface_is_told_so() throws Exception {
    try (RealTransmission real = new RealTransmission(dir, Map.of("rpc-url", "/elsewhere/"))) {
      real.begin();
      assertThat(said(real.app())).contains("rpc-url");
    }
  }

  @Test
  void a_host_name_that_it_does_not_know_is_told_so() throws Exception {
    // The answer of 3.00 to "Host: nas.example", shortened.
    String body =
        "<h1>421: Misdirected Request</h1><p>Transmission received your request, but the hostname"
            + " was unrecognized.</p>";
    try (Loopback page = page(421, body)) {
      assertThat(said(page.app("torrents", AppSettings.Kind.TRANSMISSION)))
          .contains("rpc-host-whitelist")
          .doesNotContain("<p>");
    }
  }

  @Test
  void a_torrent_that_is_being_checked_is_no_longer_in_error() throws Exception {
    // Recorded from 3.00 right after torrent-verify: the old error stays until the check is over.
    String body =
        """
        {"arguments": {"torrents": [{"error": 3, "errorString": "No data found!",
         "hashString": "e9671b9f0ab669f1e360aa83cd5b485b8a1a83cb", "isStalled": false,
         "name": "film.bin", "status": 2}], "version": "3.00"}, "result": "success"}
        """;
    try (Loopback page = page(200, body)) {
      Reading state =
          AppProbesTest.probes(page.app("torrents", AppSettings.Kind.TRANSMISSION))
              .read("download.state", TORRENTS);
      assertThat(state.facts()).containsEntry("errored", 0L).containsEntry("downloads", 1L);
    }
  }

  @Test
  @RealDocker
  void one_that_hangs_in_its_container_is_restarted_and_still_has_its_torrents(Patients patients)
      throws Exception {
    try (RealTransmission real = new RealTransmission(dir)) {
      Path film = Files.write(real.downloads.resolve("film.bin"), new byte[32_768]);
      real.begin();
      real.seed(film);
      real.await(real.complete());
      // It writes down what it has only now and then, and when it ends.
      real.end();
      real.begin(patients);
      real.await(real.complete());
      patients.signal(real.container(), "STOP");
      String hanging = patients.state(real.container());
      RestartClient kind =
          new RestartClient(
              Loopback.door(real.app()),
              new Restarts(Optional.of(patients.host()), new Commands(), Optional.empty()));
      RestartClient.Nothing none = new RestartClient.Nothing();
      Duration timeout = kind.timeout(none);
      ActionContext asked = new ActionContext(TORRENTS, "7-1", List.of(), Instant.EPOCH, timeout);
      List<String> objects = kind.preview(none, asked).objects();
      assertThat(patients.state(real.container())).isEqualTo(hanging);

      kind.run(none, new ActionContext(TORRENTS, "7-1", objects, Instant.EPOCH, timeout));

      assertThat(patients.state(real.container())).contains("running=true").isNotEqualTo(hanging);
      real.await(real.complete());
      assertThat(real.progress()).isEqualTo(1.0);
    }
  }

  private static Reading read(RealTransmission real, String password) throws Exception {
    AppSettings app = real.app(Optional.of("alice"), Optional.of(password));
    return AppProbesTest.probes(app).read("download.state", TORRENTS);
  }

  private static void refused(RealTransmission real, String password, String why) {
    assertThatExceptionOfType(ProbeException.class)
        .isThrownBy(() -> read(real, password))
        .withMessageContaining(why)
        .matches(e -> !String.valueOf(e.getMessage()).contains(password));
  }

  private static String said(AppSettings app) {
    try {
      return AppProbesTest.probes(app).read("download.state", TORRENTS).toString();
    } catch (ProbeException e) {
      return String.valueOf(e.getMessage());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Loopback page(int status, String body) {
    return new Loopback() {
      @Override
      Reply answer(Request request) {
        return Reply.of(status, body);
      }
    };
  }
}
