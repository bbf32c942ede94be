package nightshift.bot.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import nightshift.bot.http.Signatures;
import nightshift.bot.http.api.OpenHouse.Answer;
import nightshift.bot.source.alertmanager.AlertmanagerWebhook;
import nightshift.bot.source.api.AlertRoutes;
import nightshift.engine.plan.PlanId;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.policy.Vote;
import nightshift.engine.port.AlertInbox;
import nightshift.engine.port.LedgerException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Webhooks whose sender signs instead of sending a token. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SignedAlertsTest {

  private static final String ALERT =
      "{\"category\":\"availability\",\"severity\":\"high\",\"title\":\"signed\"}";

  private static final String WEBHOOK =
      """
      {"version":"4","status":"firing","receiver":"n","groupKey":"{}","alerts":[{"status":"firing",
       "labels":{"alertname":"signed"},"annotations":{},"startsAt":"2026-01-01T00:00:00Z",
       "endsAt":"0001-01-01T00:00:00Z","generatorURL":"","fingerprint":"00000000000000aa"}]}
      """;

  private OpenHouse open = new OpenHouse();

  @AfterEach
  void close() {
    open.close();
  }

  private String now() {
    return Long.toString(open.house.clock.instant().getEpochSecond());
  }

  private static String sign(String secret, String timestamp, String body) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    byte[] made = mac.doFinal((timestamp + ":" + body).getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(made);
  }

  private Answer post(String path, String timestamp, String signature, String body) {
    return open.send(
        HttpRequest.newBuilder(open.at(path))
            .header("Content-Type", "application/json")
            .header(Signatures.TIMESTAMP, timestamp)
            .header(Signatures.SIGNATURE, signature)
            .POST(BodyPublishers.ofString(body)));
  }

  private long admitted() {
    return open.house.ledger.read(v -> v.eventsAfter(0, 100)).stream()
        .filter(e -> e.payload().contains("signed"))
        .count();
  }

  @Test
  void an_alert_with_a_good_signature_is_taken_in() throws Exception {
    String signature = sign(OpenHouse.SECRET, now(), ALERT);
    assertThat(post(AlertRoutes.PATH, now(), signature, ALERT).status()).isEqualTo(202);
    assertThat(admitted()).isPositive();
  }

  @Test
  void a_changed_body_another_secret_and_an_old_time_are_refused() throws Exception {
    String good = sign(OpenHouse.SECRET, now(), ALERT);
    assertThat(post(AlertRoutes.PATH, now(), good, ALERT.replace("high", "info")).status())
        .isEqualTo(401);
    String other = sign("another secret, as long", now(), ALERT);
    assertThat(post(AlertRoutes.PATH, now(), other, ALERT).status()).isEqualTo(401);
    String then = now();
    open.house.clock.advance(Duration.ofMinutes(6));
    assertThat(post(AlertRoutes.PATH, then, good, ALERT).status()).isEqualTo(401);
    assertThat(post(AlertRoutes.PATH, "soon", good, ALERT).status()).isEqualTo(401);
    assertThat(admitted()).isZero();
  }

  @Test
  void a_sender_with_a_wrong_clock_or_secret_was_told_to_send_a_token() throws Exception {
    String then = now();
    String good = sign(OpenHouse.SECRET, then, ALERT);
    open.house.clock.advance(Duration.ofMinutes(6));

    Answer late = post(AlertRoutes.PATH, then, good, ALERT);
    Answer unfit = post(AlertRoutes.PATH, now(), good, ALERT);

    assertThat(late.status()).isEqualTo(401);
    assertThat(late.body().path("detail").asText())
        .contains(Signatures.TIMESTAMP, "5 min", "which says " + now())
        .doesNotContain("token");
    assertThat(unfit.status()).isEqualTo(401);
    assertThat(unfit.body().path("detail").asText())
        .contains(Signatures.SIGNATURE, "TIMESTAMP:BODY")
        .doesNotContain("token");
    assertThat(admitted()).isZero();
  }

  @Test
  void a_signature_opens_no_other_door() throws Exception {
    long n = open.waiting();
    String approve = OpenHouse.plan(n) + "/approve";
    assertThat(post(approve, now(), sign(OpenHouse.SECRET, now(), "{}"), "{}").status())
        .isEqualTo(401);
    List<Vote> votes = open.house.ledger.read(v -> v.votes(new PlanId(n), 1));
    assertThat(votes).isEmpty();
  }

  private List<String> alerts() {
    return open.house.ledger.read(v -> v.eventsAfter(0, 100)).stream()
        .map(e -> e.type())
        .filter(t -> t.startsWith("alert"))
        .toList();
  }

  @Test
  void a_recorded_alert_that_is_sent_again_hears_the_first_answer_and_is_no_second_alert()
      throws Exception {
    String then = now();
    String signature = sign(OpenHouse.SECRET, then, ALERT);
    Answer first = post(AlertRoutes.PATH, then, signature, ALERT);
    List<String> known = alerts();
    assertThat(known).isNotEmpty();
    open.house.clock.advance(Duration.ofMinutes(4));

    Answer again = post(AlertRoutes.PATH, then, signature.toUpperCase(Locale.ROOT), ALERT);

    assertThat(again.status()).isEqualTo(first.status()).isEqualTo(202);
    assertThat(again.raw().body()).isEqualTo(first.raw().body());
    assertThat(alerts()).isEqualTo(known);
  }

  @Test
  void the_same_alert_signed_anew_is_a_new_one() throws Exception {
    post(AlertRoutes.PATH, now(), sign(OpenHouse.SECRET, now(), ALERT), ALERT);
    open.house.clock.advance(Duration.ofMinutes(4));

    Answer again = post(AlertRoutes.PATH, now(), sign(OpenHouse.SECRET, now(), ALERT), ALERT);

    assertThat(again.raw().body()).contains("\"admission\":\"new\"");
  }

  @Test
  void a_recorded_alert_means_nothing_at_the_other_door_for_alerts() throws Exception {
    String signature = sign(OpenHouse.SECRET, now(), ALERT);
    String webhook = sign(OpenHouse.SECRET, now(), WEBHOOK);

    assertThat(post(AlertmanagerWebhook.PATH, now(), signature, ALERT).status()).isEqualTo(422);
    assertThat(post(AlertRoutes.PATH, now(), webhook, WEBHOOK).status()).isEqualTo(422);
    assertThat(alerts()).isEmpty();

    assertThat(post(AlertRoutes.PATH, now(), signature, ALERT).status()).isEqualTo(202);
    assertThat(post(AlertmanagerWebhook.PATH, now(), webhook, WEBHOOK).status()).isEqualTo(202);
  }

  @Test
  void an_alert_that_could_not_be_written_down_is_taken_in_when_its_sender_tries_again()
      throws Exception {
    open.close();
    AtomicBoolean full = new AtomicBoolean(true);
    AtomicInteger accepted = new AtomicInteger();
    AlertInbox giving =
        signal -> {
          if (full.get()) {
            throw new LedgerException("the disk is full", null);
          }
          accepted.incrementAndGet();
          return AlertInbox.Admission.NEW;
        };
    open = new OpenHouse(Autonomy.ASK, InstantSource.system(), Optional.of(giving));
    String signature = sign(OpenHouse.SECRET, now(), ALERT);
    assertThat(post(AlertRoutes.PATH, now(), signature, ALERT).status()).isEqualTo(503);
    full.set(false);

    assertThat(post(AlertRoutes.PATH, now(), signature, ALERT).status()).isEqualTo(202);
    assertThat(post(AlertRoutes.PATH, now(), signature, ALERT).status()).isEqualTo(202);
    assertThat(accepted).hasValue(1);
  }
}
