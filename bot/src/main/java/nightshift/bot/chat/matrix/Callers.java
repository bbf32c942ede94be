package nightshift.bot.chat.matrix;

import java.util.List;

/** Whom a call means on Matrix, by the configuration in force. */
@FunctionalInterface
public interface Callers {

  /** More than these are a crowd, and are not called one by one. */
  int MOST = 20;

  /** The MXIDs of the people with this role, or of this name; empty when none has one. */
  List<String> people(String roleOrName);

  /** The MXIDs of everybody behind these words, each once. */
  default List<String> of(List<String> words) {
    return words.stream().flatMap(w -> people(w).stream()).distinct().limit(MOST).toList();
  }
}
