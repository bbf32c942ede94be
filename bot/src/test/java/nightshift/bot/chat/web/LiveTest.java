package nightshift.bot.chat.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import nightshift.bot.chat.web.LiveClient.Signal;
import org.junit.jupiter.api.Test;

/** What a listening page is told. */
class LiveTest {

  private static final Duration AT_ONCE = Duration.ZERO;

  @Test
  void equal_signals_count_once() throws Exception {
    LiveClient client = new LiveClient();
    IntStream.range(0, 50).forEach(i -> client.offer("plan-1"));

    assertThat(client.await(AT_ONCE)).containsExactly(new Signal("plan-1", "changed"));
    assertThat(client.await(AT_ONCE)).isEmpty();
  }

  @Test
  void a_page_that_falls_behind_is_told_to_fetch_everything() throws Exception {
    LiveClient client = new LiveClient();
    IntStream.range(0, 1_000).forEach(i -> client.offer("plan-" + i));

    List<Signal> batch = client.await(AT_ONCE);

    assertThat(batch).hasSizeLessThan(70);
    assertThat(batch).contains(new Signal(LiveClient.REFRESH, "changed"));
  }

  @Test
  void a_sentence_reaches_the_page_as_text() throws Exception {
    LiveClient client = new LiveClient();
    IntStream.range(0, 9).forEach(i -> client.say("<b>" + i + "</b>"));

    assertThat(client.await(AT_ONCE))
        .containsExactly(
            new Signal(
                LiveClient.SAY,
                "&lt;b&gt;4&lt;/b&gt; &lt;b&gt;5&lt;/b&gt; &lt;b&gt;6&lt;/b&gt;"
                    + " &lt;b&gt;7&lt;/b&gt; &lt;b&gt;8&lt;/b&gt;"));
  }

  @Test
  void every_signal_moves_the_mark_by_which_pages_know_that_they_are_behind() {
    Live live = new Live();
    String before = live.mark();
    live.pauseChanged();

    assertThat(live.mark()).isNotEqualTo(before);
    assertThat(new Live().mark()).isNotEqualTo(before);
  }
}
