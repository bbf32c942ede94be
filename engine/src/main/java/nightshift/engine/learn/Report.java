package nightshift.engine.learn;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How plans that answered alerts went within some time.
 *
 * @param since plans drawn up from then on
 * @param until up to then
 * @param plans how many
 * @param ran how many of them began to act
 * @param unasked how many of these did so without asking a person
 * @param rejected how many people said no to
 * @param expired how many nobody answered
 * @param clearedFirst how many did not run because the alert had cleared
 * @param outcomes how many came to each outcome, whether they ran or not; each outcome has a count
 * @param told how many ran with a known outcome
 * @param falseActions of these: it had cleared before, did not help, made it worse, or relapsed
 * @param toApprove median time from the plan to a person's approval; null without any
 * @param toFix median time from the plan to its verification, of what was fixed; null without any
 * @param judged how many ran and say something about their fix
 * @param fixedShare of these, the share that was fixed; null without any
 * @param aloneShare the share of alerts that clear by themselves within {@code toFix}; null when
 *     too little is known
 * @param repeaters what was fixed again and again, most often first
 * @param reasons why people rejected, most often first, with counts
 * @param bars outcomes over time, oldest first
 */
public record Report(
    Instant since,
    Instant until,
    int plans,
    int ran,
    int unasked,
    int rejected,
    int expired,
    int clearedFirst,
    Map<Outcome, Integer> outcomes,
    int told,
    int falseActions,
    @Nullable Duration toApprove,
    @Nullable Duration toFix,
    int judged,
    @Nullable Double fixedShare,
    @Nullable Double aloneShare,
    List<Repeater> repeaters,
    Map<String, Integer> reasons,
    List<Bar> bars) {

  /** What was fixed more than once on one target. */
  public record Repeater(String playbook, String target, int times) {}

  /** Outcomes of plans drawn up from {@code since} to the next bar. */
  public record Bar(Instant since, Map<Outcome, Integer> outcomes) {}

  /** How many neither ran nor were rejected, expired or cleared first. */
  public int others() {
    return plans - ran - rejected - expired - clearedFirst;
  }

  /** The share of what ran that did so without asking; null when nothing ran. */
  public @Nullable Double unaskedShare() {
    return ran == 0 ? null : (double) unasked / ran;
  }

  /** How much more often it is fixed than it clears by itself; null when either is not known. */
  public @Nullable Double uplift() {
    return fixedShare == null || aloneShare == null ? null : fixedShare - aloneShare;
  }

  /** The share of false actions; null when no outcome is known. */
  public @Nullable Double falseActionRate() {
    return told == 0 ? null : (double) falseActions / told;
  }
}
