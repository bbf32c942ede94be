package nightshift.engine.policy;

import java.util.Set;

/**
 * Somebody whom the configuration knows.
 *
 * @param name unique, as in the configuration
 * @param roles what they may be asked for
 */
public record Person(String name, Set<String> roles) {

  /** May see everything and decide nothing. */
  public static final String VIEWER = "viewer";

  /** May pause, resume and trigger; does not by itself make an approver. */
  public static final String ADMIN = "admin";

  /** May hand in alerts. */
  public static final String INTAKE = "intake";

  public Person {
    roles = Set.copyOf(roles);
  }

  /** Whether this is a sensor: handing in alerts is all that it may do. */
  public boolean onlyHandsIn() {
    return roles.equals(Set.of(INTAKE));
  }

  /** Whether they have this role. */
  public boolean is(String role) {
    return roles.contains(role);
  }
}
