package nightshift.bot.chat.matrix;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A message that can be made shorter. */
@FunctionalInterface
interface Sized {

  /** Its content, with a text of about so many characters at most. */
  ObjectNode within(int characters);
}
