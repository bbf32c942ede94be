package nightshift.bot.bench;

import java.util.Optional;
import java.util.Set;
import nightshift.engine.policy.Person;
import nightshift.engine.policy.Voter;
import nightshift.engine.port.Directory;

/** One person who may approve, wherever they come from. */
final class OnePerson implements Directory {

  static final String NAME = "bench";
  private static final Person PERSON = new Person(NAME, Set.of("oncall"));

  @Override
  public Optional<Person> identify(Voter voter) {
    return Optional.of(PERSON);
  }

  @Override
  public Optional<Person> person(String name) {
    return name.equals(NAME) ? Optional.of(PERSON) : Optional.empty();
  }
}
