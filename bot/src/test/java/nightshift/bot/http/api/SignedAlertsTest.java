package nightshift.bot.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import nightshift.bot.http.Signatures;
import nightshift.bot.http.api.OpenHouse.Answer;
import nightshift.bot.source.api.AlertRoutes;
import nightshift.engine.plan.PlanId;
import nightshift.engine.policy.Vote;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Webhooks whose sender signs instead of sending a token. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SignedAlertsTest {

  private static final String ALERT =
      "{\"category\":\"availability\",\"severity\":\"high\",\"title\":\"signed\"}";

  private final OpenHouse open = new OpenHouse();

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
  void a_signature_opens_no_other_door() throws Exception {
    long n = open.waiting();
    String approve = OpenHouse.plan(n) + "/approve";
    assertThat(post(approve, now(), sign(OpenHouse.SECRET, now(), "{}"), "{}").status())
        .isEqualTo(401);
    List<Vote> votes = open.house.ledger.read(v -> v.votes(new PlanId(n), 1));
    assertThat(votes).isEmpty();
  }
}
