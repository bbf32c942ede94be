package nightshift.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import nightshift.engine.port.LedgerException;

/**
 * Moves old events out of the ledger, so that it does not grow for ever, and keeps the chain
 * verifiable: first the file, durable; then, in one transaction, an event that names the file and
 * the last hash in it, the new beginning of the log, and the deletion. Dying in between leaves a
 * file that is written again.
 */
public final class Archive {

  /** The folder beside the ledger where archive files go. */
  public static final String FOLDER = "archive";

  private static final int MOST = 10_000;

  private Archive() {}

  /**
   * Archives at most 10,000 events from before {@code before}, oldest first. Events of a plan that
   * has not ended stay, and everything after them.
   *
   * @param file the ledger; may be open
   * @return how many were archived
   * @throws LedgerException when it cannot be done; nothing is lost
   */
  public static int run(Path file, Instant before, InstantSource clock) {
    Trouble trouble = new Trouble(file);
    try (Connection c = new Connections(file).writer()) {
      Session session = new Session(Connections.handle(c), new Json(), clock);
      ChainStart start = ChainStart.of(session);
      List<ArchiveFile.Line> old = old(session, start, before);
      if (old.isEmpty()) {
        return 0;
      }
      Path folder = file.toAbsolutePath().resolveSibling(FOLDER);
      ArchiveFile.removeUnfinished(folder, start);
      Path written = ArchiveFile.write(folder, start, old);
      return cut(c, session, start, old, written) ? old.size() : 0;
    } catch (SQLException e) {
      throw trouble.of("archiving events of", e);
    } catch (IOException e) {
      throw new LedgerException("writing an archive of old events of " + file + ": " + e, e);
    }
  }

  private static List<ArchiveFile.Line> old(Session session, ChainStart start, Instant before) {
    return session
        .query(
            """
            select seq, at, plan, type, actor, payload, hash from events
            where seq > :start and seq < (
              select coalesce(min(e.seq), 9223372036854775807) from events e
              left join plans p on p.number = e.plan
              where e.seq > :start and (e.at >= :before or p.live = 1))
            order by seq limit :most\
            """)
        .bind("start", start.seq())
        .bind("before", Micros.of(before))
        .bind("most", MOST)
        .map((rs, _) -> {
          long plan = rs.getLong(3);
          Long number = rs.wasNull() ? null : plan;
          return new ArchiveFile.Line(
              rs.getLong(1),
              rs.getLong(2),
              number,
              rs.getString(4),
              rs.getString(5),
              rs.getString(6),
              rs.getString(7));
        })
        .list();
  }

  private static boolean cut(
      Connection c, Session session, ChainStart start, List<ArchiveFile.Line> old, Path written)
      throws SQLException {
    try (Statement s = c.createStatement()) {
      s.execute("begin immediate");
      boolean ours = ChainStart.of(session).equals(start);
      if (ours) {
        move(session, old, String.valueOf(written.getFileName()));
      }
      s.execute(ours ? "commit" : "rollback");
      return ours;
    }
  }

  private static void move(Session session, List<ArchiveFile.Line> old, String name) {
    ArchiveFile.Line last = old.getLast();
    Map<String, Object> facts =
        Map.of(
            "first", old.getFirst().seq(),
            "last", last.seq(),
            "lastHash", last.hash(),
            "file", name);
    new EventTable(session).append(session.now(), null, ChainStart.ARCHIVED, "nightshift", facts);
    session
        .update("update chain_start set seq = :seq, hash = :hash where id = 1")
        .bind("seq", last.seq())
        .bind("hash", last.hash())
        .execute();
    session.update("delete from events where seq <= :last").bind("last", last.seq()).execute();
  }
}
