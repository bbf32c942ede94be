package nightshift.engine.work;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightshift.engine.alert.Alert;
import nightshift.engine.alert.Text;
import nightshift.engine.playbook.Condition;
import nightshift.engine.playbook.Facts;
import nightshift.engine.playbook.Playbook;

/** Which playbook answers an alert: the first that matches. Pure. */
public final class Choosing {

  /** The event that says which playbooks were tried before the one that made a plan. */
  public static final String EVENT = "playbooks-passed-over";

  /** The event's fact: a line per playbook. */
  public static final String FACT = "because";

  private static final int MOST = 20;
  private static final int LONGEST = 200;

  private Choosing() {}

  /**
   * What was considered, in order.
   *
   * @param chosen the first that matches; empty for none
   * @param passedOver one line per playbook that was tried before it: name and why not
   */
  public record Choice(Optional<Playbook> chosen, List<String> passedOver) {

    /** The same lines, few and short enough to be kept: 20 of 200 characters. */
    public List<String> kept() {
      boolean all = passedOver.size() <= MOST;
      List<String> out = new ArrayList<>();
      passedOver.subList(0, all ? passedOver.size() : MOST - 1).stream()
          .map(l -> Text.line(l, LONGEST))
          .forEach(out::add);
      if (!all) {
        out.add((passedOver.size() - out.size()) + " more do not match either");
      }
      return out;
    }
  }

  /** Tries the playbooks in order. */
  public static Choice choose(List<Playbook> playbooks, Alert alert) {
    List<String> passedOver = new ArrayList<>();
    for (Playbook p : playbooks) {
      Optional<String> why = mismatch(p, alert);
      if (why.isEmpty()) {
        return new Choice(Optional.of(p), passedOver);
      }
      passedOver.add(p.ref().name() + ": " + why.get());
    }
    return new Choice(Optional.empty(), passedOver);
  }

  private static Optional<String> mismatch(Playbook p, Alert alert) {
    Optional<String> why = p.matching().mismatch(alert);
    if (why.isPresent() || p.when().isEmpty()) {
      return why;
    }
    Condition when = p.when().get();
    try {
      return when.holds(new Facts(alert, null))
          ? Optional.empty()
          : Optional.of("its condition does not hold: " + when.source());
    } catch (Condition.Unanswerable e) {
      return Optional.of("its condition cannot be answered: " + e.getMessage());
    }
  }
}
