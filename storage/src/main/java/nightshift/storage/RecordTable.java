package nightshift.storage;

import java.time.Instant;
import java.util.Optional;
import nightshift.engine.plan.Digests;
import nightshift.engine.plan.PlaybookRef;
import nightshift.engine.port.LedgerView.Pause;

/** What is kept beside plans: blobs and pauses. */
final class RecordTable {

  private final Session session;

  RecordTable(Session session) {
    this.session = session;
  }

  Optional<String> blob(String sha256) {
    return session
        .query("select body from blobs where sha256 = :sha256")
        .bind("sha256", sha256)
        .mapTo(String.class)
        .findOne();
  }

  String put(String blob) {
    String name = Digests.sha256(blob);
    session
        .update("insert into blobs (sha256, body) values (:name, :body) on conflict do nothing")
        .bind("name", name)
        .bind("body", blob)
        .execute();
    return name;
  }

  Optional<String> kept(String key) {
    return session
        .query("select value from kept where key = :key")
        .bind("key", key)
        .mapTo(String.class)
        .findOne();
  }

  void keep(String key, String value) {
    session
        .update(
            """
            insert into kept (key, value) values (:key, :value)
            on conflict do update set value = excluded.value\
            """)
        .bind("key", key)
        .bind("value", value)
        .execute();
  }

  Optional<Instant> breakerClosed(PlaybookRef playbook) {
    return session
        .query(
            """
            select max(at) as at from breaker_closings where playbook = :name and hash = :hash\
            """)
        .bind("name", playbook.name())
        .bind("hash", playbook.hash())
        .map((rs, _) -> Optional.ofNullable(PlanRows.moment(rs, "at")))
        .one();
  }

  void closeBreaker(PlaybookRef playbook, String by, String reason, Instant at) {
    session
        .update(
            """
            insert into breaker_closings (playbook, hash, by, reason, at)
            values (:name, :hash, :by, :reason, :at)\
            """)
        .bind("name", playbook.name())
        .bind("hash", playbook.hash())
        .bind("by", by)
        .bind("reason", reason)
        .bind("at", Micros.of(at))
        .execute();
  }

  Optional<Pause> pause() {
    return session
        .query(
            """
            select by, reason, since, until from pauses
            where ended_at is null and (until is null or until > :now)
            order by id desc limit 1\
            """)
        .bind("now", Micros.of(session.now()))
        .map((rs, _) ->
            new Pause(
                rs.getString("by"),
                rs.getString("reason"),
                Micros.instant(rs.getLong("since")),
                PlanRows.moment(rs, "until")))
        .findOne();
  }

  void pause(Pause pause) {
    endPauses(pause.by(), pause.since());
    session
        .update(
            """
            insert into pauses (by, reason, since, until)
            values (:by, :reason, :since, :until)\
            """)
        .bind("by", pause.by())
        .bind("reason", pause.reason())
        .bind("since", Micros.of(pause.since()))
        .bind("until", Micros.orNull(pause.until()))
        .execute();
  }

  /** Ends whatever pause is open. */
  void endPauses(String by, Instant at) {
    session
        .update("update pauses set ended_at = :at, ended_by = :by where ended_at is null")
        .bind("at", Micros.of(at))
        .bind("by", by)
        .execute();
  }

  void pulse(Instant at) {
    session
        .update("insert into pulse (id, at) values (1, :at) on conflict do update set at = :at")
        .bind("at", Micros.of(at))
        .execute();
  }
}
