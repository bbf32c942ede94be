package nightshift.bot.chat.matrix;

import java.util.List;

/** Whom a call for roles of ours means on Matrix, by the configuration in force. */
@FunctionalInterface
public interface Callers {

  /** The MXIDs of everybody who is configured with one of these roles; empty for nobody. */
  List<String> of(List<String> roles);
}
