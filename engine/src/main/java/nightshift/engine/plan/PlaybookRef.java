package nightshift.engine.plan;

/**
 * Which playbook, by name and content.
 *
 * @param name as in its file
 * @param hash SHA-256 of its content, hex: another content is another playbook to the track record
 */
public record PlaybookRef(String name, String hash) {}
