package nightshift.engine.contract;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import nightshift.engine.card.CardRef;
import nightshift.engine.plan.Claim;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanEvent;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.StepKey;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerTx;
import nightshift.engine.port.LedgerView;
import org.assertj.core.api.AbstractBooleanAssert;
import org.assertj.core.api.AbstractLongAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ListAssert;
import org.assertj.core.api.OptionalAssert;

/** The ledger under test, and short ways to bring it into a state. */
interface LedgerFixture {

  /** The ledger under test. */
  Ledger ledger();

  /** The clock that it goes by. */
  SettableClock clock();

  /** One query. */
  default <T> T read(Function<LedgerView, T> query) {
    return ledger().read(query);
  }

  /** One transaction. */
  default <T> T write(Function<LedgerTx, T> work) {
    return ledger().write(work);
  }

  /** One transaction without an answer. */
  default void run(Consumer<LedgerTx> work) {
    ledger()
        .write(tx -> {
          work.accept(tx);
          return true;
        });
  }

  // AssertJ's assertThat cannot tell its overloads apart for a generic query: hence one word each.

  /** What is said of the one thing found. */
  default <T> OptionalAssert<T> one(Function<LedgerView, Optional<T>> query) {
    return Assertions.assertThat(read(query));
  }

  /** What is said of everything found. */
  default <T> ListAssert<T> all(Function<LedgerView, List<T>> query) {
    List<T> found = read(query);
    return Assertions.assertThat(found);
  }

  /** What is said of something that holds or does not. */
  default AbstractBooleanAssert<?> fact(Function<LedgerView, Boolean> query) {
    boolean holds = read(query);
    return Assertions.assertThat(holds);
  }

  /** What is said of a number. */
  default AbstractLongAssert<?> figure(Function<LedgerView, Long> query) {
    long found = read(query);
    return Assertions.assertThat(found);
  }

  /** What is said of the one thing that a transaction gave, or did not. */
  default <T> OptionalAssert<T> gained(Function<LedgerTx, Optional<T>> work) {
    return Assertions.assertThat(write(work));
  }

  /** What is said of everything that a transaction gave. */
  default <T> ListAssert<T> listed(Function<LedgerTx, List<T>> work) {
    List<T> given = write(work);
    return Assertions.assertThat(given);
  }

  /** What is said of a transaction's yes or no. */
  default AbstractBooleanAssert<?> done(Function<LedgerTx, Boolean> work) {
    boolean answer = write(work);
    return Assertions.assertThat(answer);
  }

  /** A drafted plan for container {@code name}. */
  default Plan drafted(String name) {
    return write(tx -> tx.open(Samples.draft(name), Samples.T0)).orElseThrow();
  }

  /** A plan that waits for people. */
  default Plan asked(String name) {
    Plan plan = drafted(name);
    return move(plan, new PlanEvent.Asked(Samples.after(1), "medium risk"));
  }

  /** A plan that may be executed. */
  default Plan approved(String name) {
    return move(asked(name), LedgerFixture.approval("alice"));
  }

  /** A plan whose steps may begin, and its claim. */
  default Claim claimed(String name) {
    Plan plan = approved(name);
    return write(tx -> tx.claim(plan.id(), "one", Samples.after(3), Samples.after(60)))
        .orElseThrow();
  }

  /** A plan that ended. */
  default Plan rejected(String name) {
    return move(asked(name), new PlanEvent.Rejected(Samples.after(2), Samples.decision("bob")));
  }

  /** The plan after this event. */
  default Plan move(Plan plan, PlanEvent event) {
    return write(tx -> tx.apply(plan, event, "tester")).orElseThrow();
  }

  /** The plan as it is now. */
  default Plan now(PlanId id) {
    return read(v -> v.plan(id)).orElseThrow();
  }

  /** Posts the plan's card on the web platform as it is now. */
  default void post(Plan plan, Instant at) {
    run(tx ->
        tx.cardShown(plan.id(), new CardRef("web", "m" + plan.id().number()), plan.version(), at));
  }

  /** Approval by a person or by the policy. */
  static PlanEvent approval(String by) {
    return new PlanEvent.Approved(Samples.after(2), Samples.decision(by));
  }

  /** A step to execute. */
  static StepKey execute(Claim claim, int index) {
    return new StepKey(claim.plan(), StepKey.Phase.EXECUTE, index);
  }
}
