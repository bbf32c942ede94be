package nightshift.storage;

/** The tables as one session sees them. */
record Tables(
    Session session,
    AlertTable alerts,
    PlanTable plans,
    PlanQueries queries,
    VoteTable votes,
    ClaimTable claims,
    StepTable steps,
    CardTable cards,
    ThreadTable threads,
    RecordTable records,
    OutcomeTable outcomes,
    StandingTable standings,
    EventTable events) {

  /** All tables over one session. */
  static Tables over(Session s) {
    return new Tables(
        s,
        new AlertTable(s),
        new PlanTable(s),
        new PlanQueries(s),
        new VoteTable(s),
        new ClaimTable(s),
        new StepTable(s),
        new CardTable(s),
        new ThreadTable(s),
        new RecordTable(s),
        new OutcomeTable(s),
        new StandingTable(s),
        new EventTable(s));
  }
}
