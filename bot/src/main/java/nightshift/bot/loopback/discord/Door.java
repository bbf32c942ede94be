package nightshift.bot.loopback.discord;

import io.javalin.http.Handler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where requests come in: each is noted, shown to the onlooker, and then answered. */
final class Door {

  static final String API = "/api/v10";

  private final String token;
  private final Onlooker onlooker;
  private final List<Call> calls = new ArrayList<>();

  Door(String token, Onlooker onlooker) {
    this.token = token;
    this.onlooker = onlooker;
  }

  /** What is done about a request. */
  interface Route {
    Answer answer(Call call);
  }

  Handler to(Route route) {
    return ctx -> {
      Call call = Call.of(ctx, API);
      entered(call).orElseGet(() -> onlooker.after(call, route.answer(call))).send(ctx);
    };
  }

  // Who sees a call in the list can be sure that the onlooker has seen it too.
  private synchronized Optional<Answer> entered(Call call) {
    Optional<Answer> instead = onlooker.instead(call).or(() -> stranger(call));
    calls.add(call);
    return instead;
  }

  private Optional<Answer> stranger(Call call) {
    boolean open = call.path().startsWith("/webhooks") || call.path().startsWith("/interactions");
    return open || call.authorization().equals("Bot " + token)
        ? Optional.empty()
        : Optional.of(Answer.refused(Codes.UNAUTHORIZED, 0));
  }

  synchronized List<Call> calls() {
    return List.copyOf(calls);
  }
}
