package nightshift.storage;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the event log in the file begins.
 *
 * @param seq the last event that was archived; 0 when none was
 * @param hash its hash; empty when none was
 */
record ChainStart(long seq, String hash) {

  /** The type of the event that says that earlier ones were archived. */
  static final String ARCHIVED = "events-archived";

  /** The beginning of a log of which nothing was archived. */
  static final ChainStart NONE = new ChainStart(0, "");

  /** Reads it from the database. */
  static ChainStart of(Session session) {
    return session
        .query("select seq, hash from chain_start where id = 1")
        .map((rs, _) -> new ChainStart(rs.getLong(1), rs.getString(2)))
        .findOne()
        // Without its row the log can only be whole if it begins with its first event.
        .orElse(NONE);
  }

  /**
   * Whether the log itself says that it begins here.
   *
   * @param newest the payload of the newest event of type {@link #ARCHIVED}; null when there is
   *     none
   */
  boolean attested(@Nullable Attested newest) {
    return newest == null ? seq == 0 : newest.last() == seq && newest.lastHash().equals(hash);
  }

  /**
   * What such an event says.
   *
   * @param first the first event in the file
   * @param last the last one
   * @param lastHash its hash
   * @param file the file's name
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Attested(long first, long last, String lastHash, String file) {}

  /** What every such event that is still in the ledger says. */
  static List<Attested> attested(Session session) {
    return session
        .query("select payload from events where type = :type order by seq")
        .bind("type", ARCHIVED)
        .mapTo(String.class)
        .map(payload -> session.json().read(payload, Attested.class))
        .list();
  }
}
