package nightshift.engine.contract;

import static nightshift.engine.contract.Samples.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What every ledger's transactions must do. */
interface TransactionsContract extends LedgerFixture {

  @Test
  default void when_work_throws_nothing_of_it_is_kept() {
    assertThatThrownBy(() ->
            run(tx -> {
              tx.admit(alert("a"));
              tx.open(draft("web"), T0);
              tx.put("text");
              throw new IllegalArgumentException("no");
            }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no");
    all(v -> v.unplanned(10)).isEmpty();
    all(v -> v.eventsAfter(0, 10)).isEmpty();
    fact(v -> v.verifyChain().intact()).isTrue();
    assertThat(drafted("web").id().number()).isEqualTo(1);
  }

  @Test
  default void a_transaction_sees_its_own_writes() {
    run(tx -> {
      tx.admit(alert("a"));
      assertThat(tx.unplanned(10)).hasSize(1);
      tx.planned("a", "no playbook", T0);
      assertThat(tx.unplanned(10)).isEmpty();
    });
  }

  @Test
  default void a_transaction_inside_a_transaction_is_refused() {
    assertThatThrownBy(() -> run(_ -> run(tx -> tx.put("inner"))))
        .isInstanceOf(IllegalStateException.class);
    run(tx -> tx.put("after"));
  }

  @Test
  default void many_threads_write_at_once_and_none_is_lost() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 40; i++) {
        String name = "c" + i;
        threads.submit(() -> {
          go.await();
          drafted(name);
          return null;
        });
      }
      go.countDown();
    }
    all(v -> v.known().get("targets")).hasSize(40);
    all(v -> v.eventsAfter(0, 100)).hasSize(40);
    fact(v -> v.verifyChain().intact()).isTrue();
  }

  @Test
  default void one_failing_transaction_among_many_takes_no_other_with_it() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 40; i++) {
        int n = i;
        threads.submit(() -> {
          go.await();
          run(tx -> {
            tx.open(draft("c" + n), T0);
            if (n % 2 == 1) {
              throw new IllegalArgumentException("odd");
            }
          });
          return null;
        });
      }
      go.countDown();
    }
    all(v -> v.known().get("targets")).hasSize(20);
    assertThat(read(v -> v.verifyChain()).events()).isEqualTo(20);
  }
}
