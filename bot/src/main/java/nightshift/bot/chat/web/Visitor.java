package nightshift.bot.chat.web;

import java.util.Map;
import java.util.Set;
import nightshift.engine.policy.Person;
import nightshift.engine.policy.Voter;

/**
 * Who is looking at a page.
 *
 * @param session their browser
 * @param person who they are, with the roles that they have now
 */
record Visitor(Session session, Person person) {

  /** As the engine wants to know them. */
  Voter voter() {
    return new Voter(WebRoom.NAME, person.name(), person.name(), Set.of(), Map.of());
  }
}
