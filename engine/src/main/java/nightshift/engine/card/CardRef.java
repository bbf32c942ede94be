package nightshift.engine.card;

/**
 * Where a card was posted.
 *
 * @param platform which
 * @param ref the platform's own name of the message, opaque to the engine
 */
public record CardRef(String platform, String ref) {}
