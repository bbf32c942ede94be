package nightshift.bot.chat.discord;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.dv8tion.jda.api.components.buttons.Button;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlanState;
import nightshift.engine.policy.Voter;
import nightshift.engine.port.Directory;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerView;
import nightshift.engine.port.LedgerView.PlanQuery;

/** Answers questions from the ledger, to people whom the configuration knows. */
final class Readers {

  private static final int PAGE = 10;
  private static final int MOST_PENDING = 50;
  private static final Duration STATS = Duration.ofDays(7);
  private static final String STRANGER =
      "You are not known here; whoever runs Nightshift can add your Discord user id to its people.";

  private final Ledger ledger;
  private final Directory directory;
  private final InstantSource clock;

  Readers(Ledger ledger, Directory directory, InstantSource clock) {
    this.ledger = ledger;
    this.directory = directory;
    this.clock = clock;
  }

  /** Whether this person may read. */
  boolean knows(Voter voter) {
    return directory.identify(voter).isPresent();
  }

  /** All about a plan. */
  Answer details(PlanId id, Voter voter) {
    return about(id, voter, true);
  }

  /** Why a plan is what it is. */
  Answer why(PlanId id, Voter voter) {
    return about(id, voter, false);
  }

  private Answer about(PlanId id, Voter voter, boolean all) {
    if (!knows(voter)) {
      return Answer.plain(STRANGER);
    }
    Optional<Plan> plan = ledger.read(v -> v.plan(id));
    if (plan.isEmpty()) {
      return Answer.plain("There is no plan " + id + ".");
    }
    List<String> lines = all ? PlanText.details(plan.get()) : PlanText.why(plan.get());
    return shown(lines, List.of());
  }

  /** Plans that wait for people. */
  Answer pending(Voter voter) {
    if (!knows(voter)) {
      return Answer.plain(STRANGER);
    }
    PlanQuery query = PlanQuery.in(MOST_PENDING, PlanState.AWAITING_APPROVAL, PlanState.IN_DOUBT);
    List<Plan> plans = ledger.read(v -> v.plans(query));
    return plans.isEmpty()
        ? Answer.plain("Nothing waits for anybody.")
        : shown(plans.stream().map(PlanText::line).toList(), List.of());
  }

  /** One page of all plans, newest first, with buttons to the pages beside it. */
  Answer history(HistoryFilter filter, int page, Voter voter) {
    Optional<String> problem = filter.problem();
    if (!knows(voter) || problem.isPresent()) {
      return Answer.plain(knows(voter) ? problem.orElse("") : STRANGER);
    }
    PlanQuery query = filter.query(page, PAGE, clock.instant());
    List<Plan> plans = ledger.read(v -> v.plans(query));
    long total = ledger.read(v -> v.count(query));
    long pages = Math.max(1, (total + PAGE - 1) / PAGE);
    List<String> lines = new ArrayList<>();
    lines.add("%d plans, page %d of %d".formatted(total, page, pages));
    plans.forEach(p -> lines.add(PlanText.line(p)));
    List<Button> buttons = new ArrayList<>();
    turn(filter, page - 1, "Newer", page > 1).ifPresent(buttons::add);
    turn(filter, page + 1, "Older", page < pages).ifPresent(buttons::add);
    return shown(lines, buttons);
  }

  private static Optional<Button> turn(
      HistoryFilter filter, int page, String label, boolean there) {
    return there
        ? new PageId(page, filter).encoded().map(id -> Button.secondary(id, label))
        : Optional.empty();
  }

  /** How the plans of the last seven days ended. */
  Answer stats(Voter voter) {
    if (!knows(voter)) {
      return Answer.plain(STRANGER);
    }
    Instant since = clock.instant().minus(STATS);
    List<LedgerView.StatRow> rows = ledger.read(v -> v.stats(since));
    List<String> lines = new ArrayList<>();
    lines.add("The last seven days:");
    rows.forEach(r ->
        lines.add(
            "%d × %s, %s risk, %.0f percent confidence on average"
                .formatted(
                    r.count(),
                    r.state().word().replace('_', ' '),
                    r.risk().word(),
                    r.averageConfidence())));
    if (rows.isEmpty()) {
      lines.add("no plans");
    }
    return shown(lines, List.of());
  }

  private static Answer shown(List<String> lines, List<Button> buttons) {
    String escaped = String.join("\n", lines.stream().map(Markdown::escape).toList());
    return new Answer(escaped, String.join("\n", lines), buttons);
  }
}
