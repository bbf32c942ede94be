package nightshift.bot.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import nightshift.bot.http.api.OpenHouse.Answer;
import nightshift.engine.contract.Await;
import nightshift.engine.contract.Lamp.Mood;
import nightshift.engine.plan.PlanState;
import nightshift.engine.playbook.Autonomy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Closing a breaker over HTTP. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class BreakersTest {

  private static final String CLOSE = Paths.ROOT + "/breakers/lamp/close";
  private static final String WHY = "{\"reason\":\"a new fuse\"}";

  private final OpenHouse open =
      new OpenHouse(Autonomy.AUTO, InstantSource.system(), Optional.empty());

  @AfterEach
  void close() {
    open.close();
  }

  private void dark(String lamp, int number, PlanState state) {
    open.house.dark(lamp);
    Await.until(java.time.Duration.ofSeconds(20), () -> open.house.plans().size() == number);
    open.house.await(open.house.newest().id(), state);
  }

  @Test
  void an_admin_closes_it_with_a_reason_and_what_comes_next_runs_again() {
    open.house.lamp.mood = Mood.DOES_NOTHING;
    dark("one", 1, PlanState.FAILED);
    dark("two", 2, PlanState.FAILED);
    open.house.lamp.mood = Mood.WORKS;
    dark("three", 3, PlanState.AWAITING_APPROVAL);

    assertThat(open.post("eve", CLOSE, WHY).status()).isEqualTo(403);
    assertThat(open.post("bob", CLOSE, WHY).status()).isEqualTo(403);
    assertThat(open.post("alice", CLOSE, "{}").status()).isEqualTo(422);
    assertThat(open.post("alice", Paths.ROOT + "/breakers/none/close", WHY).status())
        .isEqualTo(404);
    assertThat(open.house.events("breaker-closed")).isZero();
    assertThat(open.house.events("denied-press")).isEqualTo(2);

    Answer closed = open.post("alice", CLOSE, WHY);
    assertThat(closed.status()).as(closed.raw().body()).isEqualTo(200);
    assertThat(closed.body().path("message").asText()).contains("Closed the breaker of lamp");
    assertThat(open.post("alice", CLOSE, WHY).status()).isEqualTo(409);
    assertThat(open.house.payloads("breaker-closed"))
        .singleElement()
        .asString()
        .contains("a new fuse", "\"failedInARow\":2");
    dark("four", 4, PlanState.RESOLVED);
    assertThat(open.house.newest().draft().asks()).isFalse();
  }
}
