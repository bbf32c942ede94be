package nightshift.bot.chat.web;

import io.javalin.http.Context;
import java.util.Optional;
import nightshift.bot.http.Caller;
import nightshift.bot.http.Credential;

/** Lets the API know who is logged in to the web room, by the same cookie. */
final class SessionCredential implements Credential {

  private final Gate gate;

  SessionCredential(Gate gate) {
    this.gate = gate;
  }

  @Override
  public Reading read(Context request) {
    String id = request.cookie(Gate.cookie(request));
    if (id == null || id.isEmpty()) {
      return new Reading.Absent();
    }
    Optional<Visitor> visitor = gate.visitor(request);
    // An old cookie is no attack: the request is as if it carried none.
    return visitor.isEmpty() ? new Reading.Absent() : new Reading.Known(caller(visitor.get()));
  }

  private static Caller caller(Visitor visitor) {
    return new Caller(visitor.person(), visitor.voter(), Optional.of(visitor.session().csrf()));
  }
}
