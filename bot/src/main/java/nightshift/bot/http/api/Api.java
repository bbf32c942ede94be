package nightshift.bot.http.api;

import java.util.List;
import nightshift.bot.http.Authenticator;
import nightshift.bot.http.Doors;
import nightshift.bot.http.Routes;
import nightshift.bot.http.Tokens;

/** Everything that the API offers about plans, as one list to be served. */
public final class Api implements AutoCloseable {

  private final List<Routes> routes;
  private final Events events;

  /**
   * Registers with the engine's listeners at once.
   *
   * @param tokens also in {@code authenticator}; here for first messages on the WebSocket
   */
  public Api(Doors doors, Authenticator authenticator, Tokens tokens) {
    this.events = new Events(doors.ledger());
    doors.listeners().accept(events);
    this.routes =
        List.of(
            new ReadRoutes(doors, authenticator),
            new PressRoutes(doors, authenticator),
            new PauseRoutes(doors, authenticator),
            new BreakerRoutes(doors, authenticator),
            new StatsRoutes(doors, authenticator),
            new PlaybookRoutes(doors, authenticator),
            new AuditRoutes(doors, authenticator),
            new EventRoutes(authenticator, tokens, events),
            new HealthRoutes(doors));
  }

  /** All groups of routes. */
  public List<Routes> routes() {
    return routes;
  }

  /** Stops telling clients what happens. */
  @Override
  public void close() {
    events.close();
  }
}
