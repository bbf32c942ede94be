package nightshift.bot.chat.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nightshift.engine.action.Durations;
import nightshift.engine.plan.PlanState;
import nightshift.engine.port.LedgerView.PlanQuery;

/**
 * Which plans a history shows. Empty texts stand for any.
 *
 * @param state words of states, as {@link PlanState#named} knows them
 * @param since a duration back from now, such as {@code 7d}
 */
public record HistoryFilter(String state, String playbook, String target, String since) {

  private static final String SEPARATOR = "|";

  /** Why this filter cannot be used; empty when it can. */
  public Optional<String> problem() {
    Optional<String> unknown = state.isEmpty() ? Optional.empty() : PlanState.unknown(state);
    if (unknown.isPresent()) {
      return unknown;
    }
    return since.isEmpty() || Durations.parse(since).isPresent()
        ? Optional.empty()
        : Optional.of("since is a duration such as 12h or 7d, not " + since);
  }

  /** The ledger's query for one page. */
  PlanQuery query(int page, int size, Instant now) {
    List<PlanState> states = state.isEmpty() ? List.of() : PlanState.named(state);
    Instant from = Durations.parse(since).filter(Duration::isPositive).map(now::minus).orElse(null);
    return new PlanQuery(
        states,
        playbook.isEmpty() ? null : playbook,
        target.isEmpty() ? null : target,
        from,
        null,
        size,
        (page - 1) * size);
  }

  /** As one text, for a button. */
  public String encoded() {
    return String.join(SEPARATOR, state, since, playbook, target);
  }

  /** Reads {@link #encoded}; empty for anything else. */
  public static Optional<HistoryFilter> decode(String text) {
    String[] parts = text.split("\\|", 4);
    if (parts.length != 4) {
      return Optional.empty();
    }
    HistoryFilter read = new HistoryFilter(parts[0], parts[2], parts[3], parts[1]);
    return read.problem().isPresent() ? Optional.empty() : Optional.of(read);
  }
}
