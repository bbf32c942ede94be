package nightshift.engine.policy;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who pressed, as the platform authenticated them. Never from a display name or a request body.
 *
 * @param platform {@code web}, {@code api}, {@code discord}, {@code matrix}
 * @param subject the platform's own id of the person: a snowflake, an MXID, a person's name for web
 *     and API
 * @param shownName the name at that time, for people to read
 * @param platformRoles the platform's role ids at that time
 * @param where further ids for the audit: guild, channel, message
 */
public record Voter(
    String platform,
    String subject,
    String shownName,
    Set<String> platformRoles,
    Map<String, String> where) {
  public Voter {
    platformRoles = Set.copyOf(platformRoles);
    where = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(where));
  }
}
