package nightshift.bot.checkup;

import java.util.function.Consumer;
import nightshift.config.Settings;

/**
 * Looks, step by step, whether one thing that the configuration names is as it should be. Add one
 * where the program is put together, and {@code nightshift doctor NAME} runs it.
 */
public interface Checkup {

  /** The word after {@code doctor}. */
  String name();

  /** What it looks at, in half a sentence for the help. */
  String about();

  /**
   * Looks. Tells each finding as soon as there is one, and leaves nothing behind. A step that makes
   * no sense after a bad one is not taken.
   */
  void examine(Settings settings, Consumer<Finding> told) throws InterruptedException;
}
