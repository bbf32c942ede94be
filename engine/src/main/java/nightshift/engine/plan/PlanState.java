package nightshift.engine.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import nightshift.engine.action.Nearest;
import nightshift.engine.alert.Text;

/** Where a plan is in its life. {@link PlanMachine} holds the law of how it moves. */
public enum PlanState {
  DRAFTED,
  AWAITING_APPROVAL,
  APPROVED,
  EXECUTING,
  VERIFYING,
  ROLLING_BACK,
  IN_DOUBT,
  RESOLVED,
  FAILED,
  ROLLED_BACK,
  REJECTED,
  EXPIRED,
  CANCELLED,
  SUPERSEDED,
  BLOCKED,
  SHADOWED;

  private static final int LONGEST_SHOWN = 60;

  /** Whether the plan has ended. */
  public boolean terminal() {
    return ordinal() >= RESOLVED.ordinal();
  }

  /** Whether steps of it may have touched the world already. */
  public boolean begun() {
    return switch (this) {
      case EXECUTING, VERIFYING, ROLLING_BACK, IN_DOUBT, RESOLVED, FAILED, ROLLED_BACK -> true;
      default -> false;
    };
  }

  /**
   * One of the original design's six coarse statuses, for programs that know them. Nothing is
   * looked for by it: its {@code failed} holds seven states, one of which is called so too.
   */
  public String status() {
    return switch (this) {
      case DRAFTED, AWAITING_APPROVAL -> "pending";
      case APPROVED -> "approved";
      case EXECUTING, VERIFYING, ROLLING_BACK, IN_DOUBT -> "executing";
      case RESOLVED -> "completed";
      case ROLLED_BACK -> "rolled_back";
      case FAILED, REJECTED, EXPIRED, CANCELLED, SUPERSEDED, BLOCKED, SHADOWED -> "failed";
    };
  }

  /** The lower-case word that API and configuration use. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The same word as people read it: {@code rolled back}. */
  public String shown() {
    return word().replace('_', ' ');
  }

  /**
   * What a reader asks for: the states of these words, which commas separate. A word is that of a
   * state, or one of the original design's that no state has: {@code pending} and {@code
   * completed}. Empty when a word is neither; {@link #unknown} then says which.
   */
  public static List<PlanState> named(String words) {
    return unknown(words).isPresent()
        ? List.of()
        : each(words).flatMap(w -> meant(w).stream()).distinct().toList();
  }

  /** What to answer when one of these words names nothing: the word, and those that do. */
  public static Optional<String> unknown(String words) {
    return each(words)
        .filter(w -> meant(w).isEmpty())
        .findFirst()
        .map(w -> Text.line(w, LONGEST_SHOWN))
        .map(w ->
            "There is no state \"%s\"%s There are %s"
                .formatted(w, near(w), String.join(", ", words())));
  }

  private static String near(String word) {
    return Nearest.to(word, words()).map(n -> "; did you mean \"" + n + "\"?").orElse(".");
  }

  /** Every word that {@link #named} knows, in the order of a plan's life. */
  public static List<String> words() {
    return Arrays.stream(values())
        .flatMap(s ->
            all(x -> x.word().equals(s.status())).isEmpty()
                ? Stream.of(s.status(), s.word())
                : Stream.of(s.word()))
        .distinct()
        .toList();
  }

  private static Stream<String> each(String words) {
    return Arrays.stream(words.split(",", -1)).map(String::strip);
  }

  private static List<PlanState> meant(String word) {
    String plain = word.toLowerCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
    List<PlanState> exact = all(s -> s.word().equals(plain));
    return exact.isEmpty() ? all(s -> s.status().equals(plain)) : exact;
  }

  private static List<PlanState> all(Predicate<PlanState> wanted) {
    return Arrays.stream(values()).filter(wanted).toList();
  }
}
