package nightshift.bot.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import nightshift.bot.http.Problem;
import nightshift.bot.source.alertmanager.WebhookReader;
import nightshift.bot.source.api.AlertReader;
import nightshift.engine.alert.Alert;
import nightshift.engine.alert.Signal;
import nightshift.engine.contract.Fuzz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bodies that no sender means: each is a list of clean signals, or a refusal in words. */
class FuzzedAlertsTest {

  private static final Instant NOW = Instant.parse("2026-11-24T03:00:00Z");
  private static final String[] OWN = {
    """
    {"source":"backup","category":"capacity","severity":"high","title":"Pool is full","message":"m",
     "fingerprint":"f","timestamp":"2026-11-24T02:00:00Z","tags":["a","b"],
     "labels":{"alertname":"X"},"details":{"poolUsage":91.5,"ok":true,"n":3,"s":"t"}}
    """,
    """
    [{"fingerprint":"f","resolved":true},{"id":"x","category":"backup","severity":"low","title":"t"}]
    """
  };
  private static final String[] WEBHOOKS = {
    """
    {"version":"4","status":"firing","truncatedAlerts":2,"groupLabels":{"a":"b"},"alerts":[
     {"status":"firing","labels":{"alertname":"DiskFull","severity":"critical","path":"/srv"},
      "annotations":{"summary":"Disk is full","description":"d"},
      "startsAt":"2026-11-24T00:00:00.123456789Z","endsAt":"0001-01-01T00:00:00Z",
      "fingerprint":"970024105a20293e"},
     {"status":"resolved","labels":{"alertname":"Y"},"startsAt":"2026-11-24T00:00:00+02:00",
      "endsAt":"2026-11-24T01:00:00Z"}]}
    """
  };
  private static final List<String> PIECES =
      Fuzz.odd(
          "9".repeat(60),
          "\\u202e",
          "\\n",
          "\\u001b[2J",
          "`id`",
          "{{ details.x }}",
          "${NIGHTSHIFT_TOKEN}",
          "x".repeat(5_000),
          "[".repeat(300),
          "{\"a\":".repeat(300),
          "\ud83d\ude00");

  @Test
  @Timeout(value = 120, unit = TimeUnit.SECONDS)
  void every_body_is_read_or_refused_in_words() {
    AtomicInteger read = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    int ran =
        Fuzz.each(
            5_000,
            84_000,
            (i, random) -> {
              boolean webhook = i % 2 == 0;
              String body =
                  Fuzz.mutated(Fuzz.one(random, webhook ? WEBHOOKS : OWN), random, PIECES);
              try {
                clean(read(bytes(body, random), webhook));
                read.incrementAndGet();
              } catch (Problem wrong) {
                refusal(wrong);
                refused.incrementAndGet();
              }
            });
    // Both ways were tried, so neither check was for nothing.
    assertThat(read.get()).isGreaterThan(ran / 20);
    assertThat(refused.get()).isGreaterThan(ran / 20);
  }

  private static List<Signal> read(byte[] body, boolean webhook) {
    return webhook ? WebhookReader.read(body, NOW).signals() : AlertReader.read(body, NOW);
  }

  private static byte[] bytes(String text, Random random) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int n = random.nextInt(10) == 0 ? 3 : 0; n > 0 && bytes.length > 0; n--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private static void refusal(Problem wrong) {
    assertThat(wrong.status()).isBetween(400, 499);
    plain(String.valueOf(wrong.getMessage()), 2_000);
    assertThat(wrong.getMessage()).doesNotContain("java.", "fasterxml", "Feature", "Exception");
  }

  private static void clean(List<Signal> signals) {
    for (Signal signal : signals) {
      switch (signal) {
        case Signal.Firing f -> clean(f.alert());
        case Signal.Resolved r -> plain(r.source(), 200);
      }
    }
  }

  private static void clean(Alert a) {
    plain(a.title(), Alert.MAX_TITLE);
    plain(a.fingerprint(), 200);
    plain(a.source(), 200);
    plain(a.message().replace("\n", ""), Alert.MAX_MESSAGE);
    assertThat(a.labels().size()).isLessThanOrEqualTo(Alert.MAX_ENTRIES);
    assertThat(a.details().size()).isLessThanOrEqualTo(Alert.MAX_ENTRIES);
    a.labels()
        .forEach((k, v) -> {
          plain(k, 200);
          plain(v, Alert.MAX_VALUE);
        });
    for (Map.Entry<String, Object> e : a.details().entrySet()) {
      plain(e.getKey(), 200);
      plain(String.valueOf(e.getValue()), Alert.MAX_VALUE);
    }
  }

  /** Nothing in it moves a cursor, turns text around, or is longer than it may be. */
  private static void plain(String text, int longest) {
    assertThat(text.length()).isLessThanOrEqualTo(longest);
    assertThat(text.chars().anyMatch(c -> Character.isISOControl(c) || c == 0x202e))
        .as(text)
        .isFalse();
  }
}
