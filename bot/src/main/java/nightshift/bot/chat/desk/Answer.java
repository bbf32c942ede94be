package nightshift.bot.chat.desk;

import java.util.ArrayList;
import java.util.List;

/**
 * An answer to one person, in plain text; a platform escapes and cuts for itself.
 *
 * @param title the first line
 * @param lines below it; may be empty
 * @param newer whether there is a page with newer plans
 * @param older whether there is a page with older plans
 */
public record Answer(String title, List<String> lines, boolean newer, boolean older) {
  public Answer {
    lines = List.copyOf(lines);
  }

  /** One sentence. */
  public static Answer of(String sentence) {
    return new Answer(sentence, List.of(), false, false);
  }

  /** All of it, line by line. */
  public List<String> all() {
    List<String> out = new ArrayList<>();
    out.add(title);
    out.addAll(lines);
    return out;
  }
}
