package nightshift.bot.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import nightshift.bot.http.api.OpenHouse.Answer;
import nightshift.bot.source.alertmanager.AlertmanagerWebhook;
import nightshift.bot.source.api.AlertRoutes;
import nightshift.engine.alert.Alert;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.port.LedgerException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Alerts over HTTP into the real engine, with bodies that a real Alertmanager sent. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class IntakeTest {

  private static final String FIRING =
      "{\"category\":\"availability\",\"severity\":\"high\",\"title\":\"%s\"}";

  private OpenHouse open = new OpenHouse();

  @AfterEach
  void close() {
    open.close();
  }

  private static byte[] recorded(String name) throws IOException {
    try (InputStream in =
        IntakeTest.class.getResourceAsStream("/nightshift/bot/source/alertmanager/" + name)) {
      return in.readAllBytes();
    }
  }

  /** Only the start of the engine is in the log. */
  private boolean nothingWritten() {
    return open.house.ledger.read(v -> v.eventsAfter(0, 100)).stream()
        .allMatch(e -> e.actor().equals("nightshift"));
  }

  private List<Alert> unplanned() {
    return open.house.ledger.read(v -> v.unplanned(100));
  }

  private static void tally(Answer answer, int fresh, int repeat, int cleared, int unknown) {
    JsonNode b = answer.body();
    assertThat(
            List.of(
                b.path("new").intValue(),
                b.path("repeat").intValue(),
                b.path("cleared").intValue(),
                b.path("unknown").intValue()))
        .as(b.toString())
        .containsExactly(fresh, repeat, cleared, unknown);
  }

  @Test
  void a_group_of_three_its_repeat_and_its_partial_end_are_taken_for_what_they_are()
      throws IOException {
    Answer first =
        open.post("sensor", AlertmanagerWebhook.PATH, recorded("firing-group-of-3.json"));
    assertThat(first.status()).isEqualTo(202);
    tally(first, 3, 0, 0, 0);
    Answer again =
        open.post(
            "sensor",
            AlertmanagerWebhook.PATH,
            recorded("repeat-identical-after-repeat_interval.json"));
    assertThat(again.status()).isEqualTo(200);
    tally(again, 0, 3, 0, 0);
    Answer part =
        open.post("sensor", AlertmanagerWebhook.PATH, recorded("partially-resolved-group.json"));
    assertThat(part.status()).isEqualTo(200);
    tally(part, 0, 2, 1, 0);
  }

  @Test
  void an_end_that_nobody_knew_the_beginning_of_is_accepted() throws IOException {
    Answer answer = open.post("sensor", AlertmanagerWebhook.PATH, recorded("resolved-single.json"));
    assertThat(answer.status()).isEqualTo(200);
    tally(answer, 0, 0, 0, 1);
  }

  @Test
  void an_alert_of_our_own_form_becomes_a_plan() {
    Answer answer = open.post("sensor", AlertRoutes.PATH, FIRING.formatted("It is dark"));
    assertThat(answer.status()).isEqualTo(202);
    assertThat(open.house.newest().draft().title()).isEqualTo("It is dark");
    assertThat(open.house.newest().draft().alertId())
        .isEqualTo(answer.body().path("alerts").path(0).path("id").textValue());
  }

  @Test
  void one_mistake_refuses_the_whole_list_and_names_its_place() {
    String good = FIRING.formatted("fine");
    String[][] mistakes = {
      {"{\"category\":\"disk\",\"severity\":\"high\",\"title\":\"x\"}", "[1].category"},
      {
        "{\"category\":\"capacity\",\"severity\":\"hihg\",\"title\":\"x\"}", "did you mean \"high\""
      },
      {"{\"category\":\"capacity\",\"severity\":\"high\"}", "[1].title is missing"},
      {
        "{\"category\":\"capacity\",\"severity\":\"high\",\"tilte\":\"x\"}",
        "did you mean \"title\""
      },
      {"{\"category\":\"capacity\",\"severity\":\"high\",\"title\":7}", "[1].title must be a text"},
      {
        "{\"category\":\"capacity\",\"severity\":\"high\",\"title\":\"x\",\"details\":{\"a\":{}}}",
        "details.a"
      },
      {
        "{\"category\":\"capacity\",\"severity\":\"high\",\"title\":\"x\",\"startsAt\":\"soon\"}",
        "startsAt"
      },
      {
        "{\"category\":\"capacity\",\"severity\":\"high\",\"title\":\"x\",\"startsAt\":\"9999-01-01T00:00:00Z\"}",
        "startsAt"
      },
      {
        "{\"category\":\"capacity\",\"severity\":\"high\",\"title\":\"x\",\"source\":\"docker\"}",
        "source"
      },
      {"7", "[1] must be a JSON object"},
    };
    for (String[] m : mistakes) {
      Answer answer = open.post("sensor", AlertRoutes.PATH, "[" + good + "," + m[0] + "]");
      assertThat(answer.status()).as(answer.raw().body()).isEqualTo(422);
      assertThat(answer.detail()).contains(m[1]);
    }
    assertThat(unplanned()).isEmpty();
    assertThat(nothingWritten()).isTrue();
  }

  @Test
  void a_hundred_alerts_are_taken_and_one_more_is_refused() {
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      list.append(i == 0 ? "[" : ",").append(FIRING.formatted("number " + i));
    }
    Answer hundred = open.post("sensor", AlertRoutes.PATH, list + "]");
    tally(hundred, 100, 0, 0, 0);
    Answer more = open.post("sensor", AlertRoutes.PATH, list + "," + FIRING.formatted("x") + "]");
    assertThat(more.status()).isEqualTo(422);
  }

  @Test
  void hostile_names_and_long_titles_are_kept_as_text_and_cut() {
    for (String hostile :
        List.of("web; rm -rf /", "$(id)", "../../etc", "@everyone", "<script>alert(1)</script>")) {
      String body =
          "{\"category\":\"availability\",\"severity\":\"high\",\"title\":\"dark "
              + hostile
              + "\",\"details\":{\"lamp\":\""
              + hostile
              + "\"}}";
      assertThat(open.post("sensor", AlertRoutes.PATH, body).status()).isEqualTo(202);
    }
    String title = "dark " + "x".repeat(10_000);
    Answer cut = open.post("sensor", AlertRoutes.PATH, FIRING.formatted(title));
    assertThat(cut.status()).isEqualTo(202);
    assertThat(cut.body().path("alerts").path(0).path("title").textValue())
        .hasSizeLessThanOrEqualTo(Alert.MAX_TITLE)
        .endsWith("(10005 characters in all)");
    assertThat(open.house.lamp.touched).hasValue(0);
  }

  @Test
  void wrong_roles_hand_in_nothing() throws IOException {
    for (String who : List.of("eve", "bob")) {
      assertThat(open.post(who, AlertRoutes.PATH, FIRING.formatted("It is dark")).status())
          .isEqualTo(403);
      byte[] group = recorded("firing-group-of-3.json");
      assertThat(open.post(who, AlertmanagerWebhook.PATH, group).status()).isEqualTo(403);
      assertThat(open.post(who, AlertRoutes.TEST_PATH, "{\"type\":\"disk_full\"}").status())
          .isEqualTo(403);
    }
    Answer test = open.post("sensor", AlertRoutes.TEST_PATH, "{\"type\":\"disk_full\"}");
    assertThat(test.status()).isEqualTo(403);
    assertThat(nothingWritten()).isTrue();
  }

  @Test
  void what_was_resolved_by_its_fingerprint_cancels_the_plan_that_waits() {
    String dark =
        "{\"fingerprint\":\"hall\",\"category\":\"availability\",\"severity\":\"high\",\"title\":\"It is dark\"}";
    open.post("sensor", AlertRoutes.PATH, dark);
    open.house.await(nightshift.engine.plan.PlanState.AWAITING_APPROVAL);
    Answer over =
        open.post("sensor", AlertRoutes.PATH, "{\"fingerprint\":\"hall\",\"resolved\":true}");
    tally(over, 0, 0, 1, 0);
    assertThat(open.house.await(nightshift.engine.plan.PlanState.CANCELLED).note())
        .contains("cleared by itself");
  }

  @Test
  void an_alert_that_could_not_be_written_down_is_not_accepted() {
    open.close();
    open =
        new OpenHouse(
            Autonomy.ASK,
            InstantSource.system(),
            Optional.of(_ -> {
              throw new LedgerException("database or disk is full", new IOException());
            }));
    Answer answer = open.post("sensor", AlertRoutes.PATH, FIRING.formatted("It is dark"));
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isPresent();
    assertThat(answer.detail()).contains("nothing was done");
  }
}
