package nightshift.bot.action.disk;

import static org.assertj.core.api.Assertions.assertThat;

import nightshift.engine.action.Preview;
import nightshift.engine.action.Risk;
import org.junit.jupiter.api.Test;

/** There is no quarantine. */
class DeletingLogsTest extends LogsContract {

  @Override
  Pool pool() throws Exception {
    return Pool.deleting();
  }

  @Test
  void without_a_quarantine_it_is_for_good_and_of_high_risk() throws Exception {
    Preview preview = kind().preview(arguments(), pool.context(java.util.List.of()));
    assertThat(preview.risk()).isEqualTo(Risk.HIGH);
    assertThat(preview.sentence())
        .startsWith("delete 2 rotated and empty 2 live logs")
        .endsWith("for good");
    assertThat(preview.reversal().possible()).isFalse();
  }
}
