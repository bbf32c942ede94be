package nightshift.bot.chat.discord;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.bot.loopback.discord.Answer;
import nightshift.bot.loopback.discord.Call;
import nightshift.bot.loopback.discord.Onlooker;
import nightshift.bot.loopback.discord.Shapes;
import org.jspecify.annotations.Nullable;

/**
 * Makes the stand-in refuse, forget and fail, and holds what is said against Discord's own
 * document.
 */
final class Faults implements Onlooker {

  /** For {@link #failing}: too many requests, whatever they are about. */
  static final int GLOBAL = -429;

  private static final int TOO_LARGE = 40005;

  private final Deque<Integer> failures = new ArrayDeque<>();
  private final Map<String, Integer> forbidden = new LinkedHashMap<>();
  private final List<String> violations = new ArrayList<>();
  private int lost;

  /** What {@code interactions_endpoint_url} says. */
  volatile @Nullable String interactionsUrl;

  /** Whether the token is no longer good. */
  volatile boolean tokenRefused;

  /** Whether messages with files are refused. */
  volatile boolean noFiles;

  /** Whether acknowledgements are answered as too late. */
  volatile boolean late;

  @Override
  public synchronized Optional<Answer> instead(Call call) {
    OpenApi.given()
        .ifPresent(api -> violations.addAll(api.request(call.method(), call.path(), call.body())));
    if (tokenRefused) {
      return Optional.of(Answer.refused(401, 0));
    }
    if (late && call.path().startsWith("/interactions")) {
      return Optional.of(Answer.refused(404, Troubles.UNKNOWN_INTERACTION));
    }
    return forbidden(call).or(() -> failure(call)).or(() -> tooLarge(call));
  }

  private Optional<Answer> forbidden(Call call) {
    return forbidden.entrySet().stream()
        .filter(no -> (call.method() + " " + call.path()).contains(no.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .map(code -> Answer.refused(code == Troubles.UNKNOWN_CHANNEL ? 404 : 403, code));
  }

  private Optional<Answer> failure(Call call) {
    return call.path().startsWith("/channels")
        ? Optional.ofNullable(failures.poll()).map(Faults::failed)
        : Optional.empty();
  }

  private Optional<Answer> tooLarge(Call call) {
    return noFiles && !call.files().isEmpty()
        ? Optional.of(Answer.refused(413, TOO_LARGE))
        : Optional.empty();
  }

  private static Answer failed(int status) {
    if (status == GLOBAL) {
      Map<String, String> headers =
          Map.of(
              "Retry-After", "1",
              "X-RateLimit-Scope", "global",
              "X-RateLimit-Global", "true",
              "Via", "1.1 here");
      return new Answer(
          429,
          headers,
          Shapes.object("{\"message\":\"slow down\",\"retry_after\":0.3,\"global\":true}"));
    }
    if (status == 429) {
      return new Answer(
          429,
          Map.of("Retry-After", "1", "X-RateLimit-Scope", "user", "Via", "1.1 here"),
          Shapes.object("{\"message\":\"slow down\",\"retry_after\":0.05,\"global\":false}"));
    }
    return new Answer(status, Map.of(), Shapes.object("{\"message\":\"trouble\",\"code\":0}"));
  }

  @Override
  public synchronized Answer after(Call call, Answer answer) {
    if (answer.status() / 100 != 2) {
      return answer;
    }
    if (lost > 0 && call.method().equals("POST") && call.path().endsWith("/messages")) {
      lost--;
      return failed(500);
    }
    if (call.path().equals("/applications/@me")) {
      ((ObjectNode) answer.body()).put("interactions_endpoint_url", interactionsUrl);
    }
    OpenApi.given()
        .ifPresent(api ->
            violations.addAll(
                api.answer(call.method(), call.path(), answer.status(), answer.body())));
    return answer;
  }

  /** The next calls about channels are answered with these statuses. */
  synchronized void failing(Integer... statuses) {
    failures.addAll(List.of(statuses));
  }

  synchronized boolean stillFailing() {
    return !failures.isEmpty();
  }

  /** So many posts are done, and their answers lost. */
  synchronized void losing(int posts) {
    lost = posts;
  }

  /** From now on such calls ({@code "POST /channels/1/messages"}, or a part of it) are refused. */
  synchronized void forbid(String call, int code) {
    forbidden.put(call, code);
  }

  /** Nothing is forbidden any more. */
  synchronized void allow() {
    forbidden.clear();
  }

  /** What was said on either side that Discord's own document does not know. */
  synchronized List<String> violations() {
    return List.copyOf(violations);
  }
}
