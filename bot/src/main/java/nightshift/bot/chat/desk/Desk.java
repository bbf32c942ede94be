package nightshift.bot.chat.desk;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import nightshift.bot.http.PassedOver;
import nightshift.engine.card.LadderWords;
import nightshift.engine.card.LessonWords;
import nightshift.engine.card.ReportWords;
import nightshift.engine.card.Sentences;
import nightshift.engine.learn.Report;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanId;
import nightshift.engine.policy.Voter;
import nightshift.engine.port.Directory;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerView;
import nightshift.engine.port.LedgerView.PlanQuery;
import nightshift.engine.work.Cards;
import nightshift.engine.work.Reviews;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions from the ledger, to people whom the configuration knows. It changes nothing.
 */
public final class Desk {

  private static final int PAGE = 10;

  private final Ledger ledger;
  private final Directory directory;
  private final InstantSource clock;

  /**
   * @param ledger is only read
   * @param directory who may read
   */
  public Desk(Ledger ledger, Directory directory, InstantSource clock) {
    this.ledger = ledger;
    this.directory = directory;
    this.clock = clock;
  }

  /** Whether this person may read. */
  public boolean knows(Voter voter) {
    return directory.identify(voter).filter(p -> !p.onlyHandsIn()).isPresent();
  }

  /** All about a plan. */
  public Answer show(PlanId id, Voter voter) {
    return about(id, voter, (v, p) -> PlanText.details(p, status(v, p)));
  }

  /** Why a plan is what it is. */
  public Answer why(PlanId id, Voter voter) {
    return about(id, voter, Desk::reasons);
  }

  private static List<String> reasons(LedgerView v, Plan plan) {
    List<String> out = new ArrayList<>(PlanText.why(plan, status(v, plan)));
    PassedOver.of(v.events(plan.id())).forEach(line -> out.add("Considered " + line));
    v.standing(plan.draft().playbook().name())
        .ifPresent(s -> out.add("Playbook stands on: " + LadderWords.standing(s)));
    v.outcome(plan.id()).ifPresent(o -> out.add(LessonWords.learned(o.lesson())));
    return out;
  }

  private static String status(LedgerView v, Plan plan) {
    return Cards.heldBack(v, plan).orElseGet(() -> Sentences.status(plan, "", null));
  }

  private Answer about(PlanId id, Voter voter, BiFunction<LedgerView, Plan, List<String>> told) {
    if (!knows(voter)) {
      return stranger(voter);
    }
    return ledger.read(v ->
        v.plan(id)
            .map(p -> new Answer(PlanText.line(p), told.apply(v, p), false, false))
            .orElseGet(() -> none(id)));
  }

  /** What waits for people: plans, those of a storm as one, and alerts that have no plan. */
  public Answer pending(Voter voter) {
    return knows(voter) ? ledger.read(Pending::answer) : stranger(voter);
  }

  /**
   * One page of all plans, newest first.
   *
   * @param page from 1
   */
  public Answer history(HistoryFilter filter, int page, Voter voter) {
    if (!knows(voter)) {
      return stranger(voter);
    }
    Optional<String> problem = filter.problem();
    if (problem.isPresent()) {
      return Answer.of(problem.get());
    }
    PlanQuery query = filter.query(page, PAGE, clock.instant());
    List<Plan> plans = ledger.read(v -> v.plans(query));
    long total = ledger.read(v -> v.count(query));
    long pages = Math.max(1, (total + PAGE - 1) / PAGE);
    String title =
        "%d %s, page %d of %d".formatted(total, total == 1 ? "plan" : "plans", page, pages);
    List<String> lines = plans.stream().map(PlanText::line).toList();
    return new Answer(title, lines, page > 1, page < pages);
  }

  /**
   * How it went.
   *
   * @param answer in words, the main figures first
   * @param report to be drawn beside them; null when there is none for this person
   */
  public record Stats(Answer answer, @Nullable Report report) {}

  /** How the plans of the last seven days ended. */
  public Stats stats(Voter voter) {
    if (!knows(voter)) {
      return new Stats(stranger(voter), null);
    }
    Instant now = clock.instant();
    return ledger.read(v -> {
      Report report = Reviews.over(v, PlanText.STATS, now);
      List<String> lines = new ArrayList<>(ReportWords.lines(report));
      v.stats(now.minus(PlanText.STATS)).stream().map(PlanText::counted).forEach(lines::add);
      return new Stats(new Answer("The last seven days:", lines, false, false), report);
    });
  }

  static Answer none(PlanId id) {
    return Answer.of("There is no plan " + id + ".");
  }

  private static Answer stranger(Voter voter) {
    return Answer.of(
        "You are not known here; whoever runs Nightshift can add your %s id %s to its people."
            .formatted(voter.platform(), voter.subject()));
  }
}
