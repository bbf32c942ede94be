package nightshift.bot.action.app;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;

/**
 * One thing that an application lists, and its line in the manifest that people approve: {@code
 * download ABC123 …}. The line holds everything that makes it this thing and no other.
 *
 * @param kind the line's first word
 * @param id the application's own id of it
 * @param rest what else identifies it, in one line
 * @param thing itself
 */
record Listed<T>(String kind, String id, String rest, T thing) implements Comparable<Listed<T>> {

  /** By id: applications list the same things in one order now and in another later. */
  @Override
  public int compareTo(Listed<T> other) {
    return id.compareTo(other.id);
  }

  /** Kind and id, which no other thing has at the same time. */
  private String head() {
    return kind + " " + URLEncoder.encode(id, StandardCharsets.UTF_8) + " ";
  }

  String line() {
    return head() + rest;
  }

  /** Those that were approved and are still exactly that. */
  static <T> List<Listed<T>> approved(List<Listed<T>> now, ActionContext ctx)
      throws ActionException {
    if (ctx.objects().isEmpty()) {
      throw AppDoor.refused("nothing of " + ctx.target() + " was approved; nothing was touched");
    }
    List<Listed<T>> same =
        now.stream().filter(item -> ctx.objects().contains(item.line())).toList();
    if (same.isEmpty()) {
      throw AppDoor.refused(
          "nothing that was approved for "
              + ctx.target()
              + " is there any more as it was; nothing was touched");
    }
    return same;
  }

  /** Says which approved thing is another one now; what is gone is no drift. */
  static <T> Optional<String> drift(List<Listed<T>> now, ActionContext ctx) {
    for (Listed<T> item : now) {
      boolean known = ctx.objects().contains(item.line());
      Optional<String> other =
          ctx.objects().stream().filter(line -> !known && line.startsWith(item.head())).findFirst();
      if (other.isPresent()) {
        return Optional.of(
            "%s is another one now: \"%s\" was approved, \"%s\" is there"
                .formatted(
                    item.head().strip(), other.get().substring(item.head().length()), item.rest()));
      }
    }
    return Optional.empty();
  }
}
