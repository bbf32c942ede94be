package nightshift.engine.port;

import java.util.Optional;
import nightshift.engine.policy.Person;
import nightshift.engine.policy.Voter;

/** Who people are. Nobody is in it whom the configuration does not name. */
public interface Directory {

  /** The person behind an authenticated platform identity. */
  Optional<Person> identify(Voter voter);

  /** The person of this configured name. */
  Optional<Person> person(String name);
}
