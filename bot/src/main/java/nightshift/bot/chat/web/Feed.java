package nightshift.bot.chat.web;

import java.util.List;
import java.util.Locale;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanState;
import nightshift.engine.policy.Person;
import nightshift.engine.port.LedgerView;
import nightshift.engine.port.LedgerView.PlanQuery;
import nightshift.engine.work.Cards;
import nightshift.engine.work.Dismissals;

/**
 * What the channel shows, read from the ledger in one piece.
 *
 * @param filter which plans
 * @param waiting plans that need a person, newest first
 * @param latest the other plans, newest first
 * @param waitingCount how many cards need a person in all; a storm's plans have one
 * @param runningCount how many are being worked on in all
 * @param unanswered alerts still firing that nobody has a plan for, newest first
 */
record Feed(
    Filter filter,
    List<Shown> waiting,
    List<Shown> latest,
    long waitingCount,
    long runningCount,
    List<LedgerView.Unanswered> unanswered) {

  private static final int MOST_WAITING = 100;
  private static final int MOST_LATEST = 25;
  private static final int MOST_UNANSWERED = 10;
  private static final int LOOKED_AT = 300;

  private static final PlanState[] WAITING = {PlanState.AWAITING_APPROVAL, PlanState.IN_DOUBT};
  private static final PlanState[] RUNNING = {
    PlanState.DRAFTED,
    PlanState.APPROVED,
    PlanState.EXECUTING,
    PlanState.VERIFYING,
    PlanState.ROLLING_BACK
  };

  /** Which plans are shown. */
  enum Filter {
    ALL,
    WAITING,
    RUNNING,
    ENDED;

    /** The word in the address. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the word; anything else is everything. */
    static Filter of(@org.jspecify.annotations.Nullable String word) {
      for (Filter f : values()) {
        if (f.word().equals(word)) {
          return f;
        }
      }
      return ALL;
    }

    private PlanState[] beside() {
      return switch (this) {
        case ALL -> states(false);
        case WAITING -> new PlanState[0];
        case RUNNING -> Feed.RUNNING;
        case ENDED -> states(true);
      };
    }
  }

  /** Reads it for this person. */
  static Feed read(LedgerView view, Filter filter, Person person) {
    boolean pinned = filter == Filter.ALL || filter == Filter.WAITING;
    PlanState[] beside = filter.beside();
    List<Plan> waiting = carded(view, LedgerView.MOST, WAITING);
    return new Feed(
        filter,
        pinned ? shown(view, waiting, MOST_WAITING, person) : List.of(),
        shown(view, carded(view, LOOKED_AT, beside), MOST_LATEST, person),
        waiting.size(),
        view.count(PlanQuery.in(1, RUNNING)),
        pinned ? view.unanswered(Dismissals.ALL, MOST_UNANSWERED) : List.of());
  }

  /** Plans with a card; those that are on the card of their batch have none. */
  private static List<Plan> carded(LedgerView view, int lookedAt, PlanState... states) {
    return states.length == 0
        ? List.of()
        : view.plans(PlanQuery.in(lookedAt, states)).stream()
            .filter(p -> !Cards.covered(p))
            .toList();
  }

  private static List<Shown> shown(LedgerView view, List<Plan> plans, int most, Person person) {
    return plans.stream().limit(most).map(p -> Shown.read(view, p, person)).toList();
  }

  private static PlanState[] states(boolean ended) {
    List<PlanState> pinned = List.of(WAITING);
    return java.util.Arrays.stream(PlanState.values())
        .filter(s -> ended ? s.terminal() : !pinned.contains(s))
        .toArray(PlanState[]::new);
  }
}
