package nightshift.bot.metrics;

import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nightshift.engine.policy.Brake;
import nightshift.engine.policy.Safety;

/**
 * The values that a label may have. Whatever else comes is counted under {@link #OTHER}, so that
 * nothing from outside grows the number of series or shows up in them.
 */
final class Words {

  /** Where everything is counted that has no word of its own. */
  static final String OTHER = "other";

  // Senders name the source of their alerts themselves; these are the ones that the house names.
  private static final Set<String> SOURCES = Set.of("alertmanager", "api", "docker", "test");
  private static final Set<String> PLATFORMS = Set.of("api", "discord", "matrix", "web");
  // The last one is asked right before the start: whether the votes are there.
  private static final Set<String> RULES =
      Stream.of(
              Stream.of(Brake.values()).map(Brake::word),
              Safety.RULES.stream(),
              Stream.of("approval"))
          .flatMap(words -> words)
          .collect(Collectors.toUnmodifiableSet());

  private final Supplier<Set<String>> playbooks;

  /**
   * @param playbooks the names of those that are loaded
   */
  Words(Supplier<Set<String>> playbooks) {
    this.playbooks = playbooks;
  }

  /** Where an alert came from. */
  String source(String said) {
    return one(SOURCES, said);
  }

  /** Where somebody pressed. */
  String platform(String said) {
    return one(PLATFORMS, said);
  }

  /** Which rule held something back. */
  String rule(String said) {
    return one(RULES, said);
  }

  /** The playbook, if the configuration has it. */
  String playbook(String said) {
    return one(playbooks.get(), said);
  }

  private static String one(Set<String> known, String said) {
    return known.contains(said) ? said : OTHER;
  }
}
