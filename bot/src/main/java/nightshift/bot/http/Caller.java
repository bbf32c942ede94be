package nightshift.bot.http;

import java.util.Optional;
import nightshift.engine.policy.Person;
import nightshift.engine.policy.Voter;

/**
 * Who is asking, as their credential proves.
 *
 * @param person as the configuration knows them
 * @param voter the same, in the words of the engine
 * @param csrf what a changing request must repeat, for credentials that a browser sends by itself;
 *     empty for tokens, which it does not
 */
public record Caller(Person person, Voter voter, Optional<String> csrf) {}
