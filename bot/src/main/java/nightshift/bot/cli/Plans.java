package nightshift.bot.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A plan of the API as text. */
final class Plans {

  static final String ROOT = "/api/v1/remediation/";

  private Plans() {}

  /** The API's path of a plan; the number may be written {@code #142}. */
  static String path(String id) {
    String bare = id.startsWith("#") ? id.substring(1) : id;
    return ROOT + "plans/" + URLEncoder.encode(bare, StandardCharsets.UTF_8);
  }

  /** Who, what and how risky, in the words that are approved. */
  static List<String> summary(JsonNode plan) {
    List<String> lines = new ArrayList<>();
    lines.add("#" + Printing.text(plan, "number") + "  " + Printing.text(plan, "headline"));
    lines.addAll(
        Printing.wrap(
            "risk "
                + Printing.text(plan, "risk")
                + ", confidence "
                + Printing.text(plan, "confidence")
                + " %, state "
                + state(plan)
                + ", digest "
                + shortDigest(plan),
            2));
    for (JsonNode action : plan.path("actions")) {
      lines.addAll(action(action));
    }
    return lines;
  }

  /** Everything about a plan. */
  static List<String> full(JsonNode plan, Instant now) {
    List<String> lines = new ArrayList<>(summary(plan));
    field(lines, "problem", Printing.text(plan, "problem"));
    field(lines, "why", Printing.text(plan, "diagnosis"));
    field(lines, "asks", Printing.text(plan, "because"));
    field(lines, "record", Printing.text(plan, "trackRecord"));
    field(lines, "playbook", Printing.text(plan, "playbook"));
    plan.path("passedOver").forEach(p -> lines.addAll(Printing.wrap("not " + p.asText(), 4)));
    field(lines, "target", Printing.text(plan, "target"));
    field(lines, "created", Printing.distance(Printing.text(plan, "createdAt"), now));
    if (Printing.text(plan, "status").equals("pending")) {
      field(lines, "expires", Printing.distance(Printing.text(plan, "expiresAt"), now));
    }
    lines.addAll(result(plan));
    field(lines, "since then", cameBack(plan) ? words(plan.path("outcome"), "note") : "");
    for (JsonNode evidence : plan.path("evidence")) {
      field(lines, "seen by", Printing.text(evidence, "probe"));
      evidence.path("lines").forEach(l -> lines.addAll(Printing.wrap(l.asText(), 4)));
    }
    for (JsonNode vote : plan.path("votes")) {
      field(lines, Printing.text(vote, "choice"), words(vote, "by", "where", "reason"));
    }
    for (JsonNode step : plan.path("steps")) {
      String name = Printing.text(step, "phase").replace('_', ' ');
      field(lines, name + " " + Printing.text(step, "index"), words(step, "status", "summary"));
    }
    for (JsonNode entry : plan.path("thread")) {
      field(lines, "thread", Printing.text(entry, "title"));
      entry.path("body").asText().lines().forEach(l -> lines.addAll(Printing.wrap(l, 4)));
    }
    return lines;
  }

  /** Why it is in its state; nothing for a plan that asks, which says so already. */
  static List<String> result(JsonNode plan) {
    List<String> lines = new ArrayList<>();
    String result = Printing.text(plan, "result");
    field(lines, "result", result.equals(Printing.text(plan, "because")) ? "" : result);
    return lines;
  }

  /** Its state as people read it; what looked fixed and fired again says so. */
  static String state(JsonNode plan) {
    String state = Printing.text(plan, "state").replace('_', ' ');
    return cameBack(plan) ? state + ", came back" : state;
  }

  private static boolean cameBack(JsonNode plan) {
    return Printing.text(plan, "state").equals("resolved")
        && Printing.text(plan.path("outcome"), "is").equals("relapsed");
  }

  /** The first twelve characters of the digest; enough to tell two plans apart by eye. */
  static String shortDigest(JsonNode plan) {
    String digest = Printing.text(plan, "digest");
    return digest.substring(0, Math.min(12, digest.length()));
  }

  private static List<String> action(JsonNode action) {
    List<String> lines = new ArrayList<>();
    String end =
        action.path("undoable").asBoolean()
            ? " ↩ " + Printing.text(action, "undo")
            : " ⚠ cannot be undone";
    lines.addAll(
        Printing.wrap(
            "  " + Printing.text(action, "id") + ". ",
            Printing.text(action, "description") + end,
            5));
    action.path("details").forEach(d -> lines.addAll(Printing.wrap(d.asText(), 5)));
    return lines;
  }

  private static void field(List<String> lines, String name, String value) {
    if (!value.isBlank()) {
      lines.addAll(Printing.wrap("  " + Printing.line(name) + ": ", value, 4));
    }
  }

  private static String words(JsonNode object, String... fields) {
    List<String> words = new ArrayList<>();
    for (String f : fields) {
      String word = Printing.text(object, f);
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return String.join(" · ", words);
  }
}
