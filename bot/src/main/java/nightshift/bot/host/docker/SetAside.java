package nightshift.bot.host.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Old containers that stay, stopped, beside the new one that was made in their place. */
public final class SetAside {

  private static final Pattern NAME = Pattern.compile("(.+)\\.nightshift-(\\d{1,12}-\\d{1,6})");

  private SetAside() {}

  /** The name that an old container has from the step of this reference on. */
  public static String name(String name, String reference) {
    return name + ".nightshift-" + reference;
  }

  /** The name that it had; any other name is its own. */
  static String base(String name) {
    Matcher m = NAME.matcher(name);
    return m.matches() ? m.group(1) : name;
  }

  /**
   * Removes those that ended before a moment, each only when a container that the very step made is
   * there in its place. Their volumes stay.
   *
   * @return the names of those removed
   */
  static List<String> sweep(Raw raw, Guard guard, Instant before) throws IOException {
    List<String> gone = new ArrayList<>();
    for (JsonNode c : raw.get("/containers/json?all=1")) {
      String name = FactsReader.bareName(c.path("Names").path(0).asText());
      Matcher m = NAME.matcher(name);
      boolean candidate =
          m.matches()
              && guard.names().allows(m.group(1))
              && c.path("State").asText().equals("exited");
      if (candidate && isReplaced(raw, m.group(1), m.group(2)) && ended(raw, c, before)) {
        raw.delete("/containers/" + c.path("Id").asText());
        gone.add(name);
      }
    }
    return gone;
  }

  private static boolean isReplaced(Raw raw, String name, String step) throws IOException {
    try {
      return raw.get("/containers/" + name + "/json")
          .path("Config")
          .path("Labels")
          .path(Recreation.LABEL)
          .asText()
          .equals(step);
    } catch (com.github.dockerjava.api.exception.NotFoundException nobodyInItsPlace) {
      return false;
    }
  }

  private static boolean ended(Raw raw, JsonNode c, Instant before) throws IOException {
    String at =
        raw.get("/containers/" + c.path("Id").asText() + "/json")
            .path("State")
            .path("FinishedAt")
            .asText();
    try {
      return OffsetDateTime.parse(at).toInstant().isBefore(before);
    } catch (DateTimeException unknown) {
      return false;
    }
  }
}
