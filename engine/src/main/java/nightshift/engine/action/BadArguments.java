package nightshift.engine.action;

import org.jspecify.annotations.Nullable;

/** An action's arguments do not fit its record. */
public final class BadArguments extends Exception {

  private static final long serialVersionUID = 1L;

  private final @Nullable String key;

  /**
   * @param key the offending key, null when it is about all of them
   */
  public BadArguments(@Nullable String key, String message) {
    super(message);
    this.key = key;
  }

  public @Nullable String key() {
    return key;
  }
}
