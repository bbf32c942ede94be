package nightshift.engine.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          Authorization: Bearer abc.def-123456 | Authorization: Bearer [redacted]
          connecting to postgres://app:s3cr3t@db:5432/app | connecting to postgres://[redacted]@db:5432/app
          DB_PASSWORD=hunter2 started | DB_PASSWORD=[redacted] started
          {"api_key":"0123456789abcdef","user":"x"} | {"api_key":[redacted],"user":"x"}
          GET /feed?apikey=00ff00ff&page=2 | GET /feed?apikey=[redacted]&page=2
          client secret: 'a b c' ok | client secret: [redacted] ok
          key AKIAABCDEFGHIJKLMNOP used | key [redacted] used
          run mysqldump --password hunter2 db | run mysqldump --password [redacted] db
          POST https://discord.com/api/webhooks/123456/aBcDeFgHiJ_k failed | POST https://discord.com/api/webhooks/123456/[redacted] failed
          ping https://hc-ping.com/0f0f0f0f-aaaa-bbbb-cccc-0123456789ab ok | ping https://hc-ping.com/[redacted] ok
          GET /library?key=abcdef0123&x=1 | GET /library?key=[redacted]&x=1
          as MTIzNDU2Nzg5MDEyMzQ1Njc4.GaBcDe.abcdefghijklmnopqrstuvwxyz0123456789AB | as [redacted]
          Authorization: Bearer abcdefghij | Authorization: Bearer [redacted]
          connecting to postgres://app:p@ss@db:5432/app | connecting to postgres://[redacted]@db:5432/app
          DB_PASS=hunter2 started | DB_PASS=[redacted] started
          POST https://discord.com/api/v10/webhooks/123456/aBcDeFgHiJ_k failed | POST https://discord.com/api/v10/webhooks/123456/[redacted] failed
          GET https://api.telegram.org/bot1234567890:AAabcdefghijklmnopqrstuvwxyz012345_/getMe | GET https://api.telegram.org/bot[redacted]/getMe
          with syt_YWxpY2U_abcdefghijklmnop_0aBcDe now | with [redacted] now
          """)
  void secrets_go_and_the_rest_stays(String line, String expected) {
    assertThat(Redaction.of(line)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password authentication failed for user \"app\"",
        "listening on http://127.0.0.1:8080/path",
        "no token was given",
        "mail to alice@example.org",
        "docker run --name web nginx",
        "stopped by user --force",
        "GET /?key=1",
        "basic authentication is off",
        "7 tests_passed: 5, pass: 7"
      })
  void what_is_no_secret_stays(String line) {
    assertThat(Redaction.of(line)).isEqualTo(line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"password", "db_pass", "apiKey", "client_secret", "X-Auth-Token"})
  void a_value_whose_name_says_that_it_is_secret_goes_whole(String name) {
    assertThat(Redaction.of(name, "correct horse battery")).isEqualTo("[redacted]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"secret", "tokenCount", "compass", "secretName", "container"})
  void a_value_with_a_harmless_name_stays(String name) {
    assertThat(Redaction.of(name, "web")).isEqualTo("web");
  }

  @Test
  void a_private_key_goes_whole() {
    assertThat(
            Redaction.of(
                "a\n-----BEGIN RSA PRIVATE KEY-----\nMIIE\nxyz\n-----END RSA PRIVATE KEY-----\nb"))
        .isEqualTo("a\n[redacted]\nb");
  }

  @Test
  void hostile_text_does_not_make_it_slow() {
    String hostile = "token-".repeat(4_000) + "a://".repeat(4_000) + "x".repeat(40_000);

    Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), () -> Redaction.of(hostile));
  }
}
