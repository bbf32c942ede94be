package nightshift.storage;

import java.util.List;
import nightshift.engine.plan.PlanId;
import nightshift.engine.policy.Vote;

/** Votes: each press on a plan once, each person's same answer to a revision once. */
final class VoteTable {

  private final Session session;

  VoteTable(Session session) {
    this.session = session;
  }

  List<Vote> votes(PlanId plan, int revision) {
    return session
        .query(
            """
            select body from votes where plan = :plan and revision = :revision
            order by id limit :most\
            """)
        .bind("plan", plan.number())
        .bind("revision", revision)
        .bind("most", SqlView.MOST)
        .mapTo(String.class)
        .map(body -> session.json().read(body, Vote.class))
        .list();
  }

  /** Writes a vote down; false when the press or the same answer is counted already. */
  boolean insert(Vote v) {
    return session
            .update(
                """
                insert into votes (plan, revision, person, platform, interaction, choice,
                  body, at)
                values (:plan, :revision, :person, :platform, :interaction, :choice,
                  :body, :at)
                on conflict do nothing\
                """)
            .bind("plan", v.plan().number())
            .bind("revision", v.revision())
            .bind("person", v.person())
            .bind("platform", v.voter().platform())
            .bind("interaction", v.interaction())
            .bind("choice", v.choice().name())
            .bind("body", session.json().body(v))
            .bind("at", Micros.of(v.at()))
            .execute()
        == 1;
  }
}
