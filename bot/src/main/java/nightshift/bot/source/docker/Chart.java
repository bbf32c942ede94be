package nightshift.bot.source.docker;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is remembered of one container between two events.
 *
 * @param id which container it is about: a recreated one gets a new chart
 * @param open the problems that are firing
 * @param ends when Docker brought it back lately
 * @param asked when somebody last asked it to end
 * @param trouble when it last ended or ran out of memory by itself
 * @param condition how it was left by the last event
 */
record Chart(
    String id,
    Set<ContainerProblem> open,
    List<Instant> ends,
    Optional<Instant> asked,
    Optional<Instant> trouble,
    Condition condition) {

  /** How a container was left. */
  enum Condition {
    /** It runs, as far as is known. */
    UP,
    /** It ended and Docker is bringing it back. */
    COMING_BACK,
    /** It ended and stays down. */
    DOWN
  }

  Chart {
    open = Set.copyOf(open);
    ends = List.copyOf(ends);
  }

  static Chart blank(String id, Condition condition) {
    return new Chart(id, Set.of(), List.of(), Optional.empty(), Optional.empty(), condition);
  }

  Chart firing(ContainerProblem problem) {
    Set<ContainerProblem> more = new java.util.HashSet<>(open);
    more.add(problem);
    return new Chart(id, more, ends, asked, trouble, condition);
  }

  Chart without(Set<ContainerProblem> over) {
    Set<ContainerProblem> less = new java.util.HashSet<>(open);
    less.removeAll(over);
    return new Chart(id, less, ends, asked, trouble, condition);
  }

  Chart askedToEnd(Instant at) {
    return new Chart(id, open, ends, Optional.of(at), trouble, condition);
  }

  Chart troubled(Instant at, Condition now) {
    return new Chart(id, open, ends, asked, Optional.of(at), now);
  }

  /** Docker brings it back; ends older than {@code window} are forgotten. */
  Chart broughtBack(Instant at, Duration window) {
    List<Instant> recent = new ArrayList<>();
    Stream.concat(ends.stream(), Stream.of(at))
        .filter(e -> e.isAfter(at.minus(window)))
        .forEach(recent::add);
    return new Chart(id, open, recent, asked, Optional.of(at), Condition.COMING_BACK);
  }

  /** It was started by Docker's policy: what it did before still counts. */
  Chart resumed() {
    return new Chart(id, open, ends, Optional.empty(), trouble, Condition.UP);
  }

  boolean has(ContainerProblem problem) {
    return open.contains(problem);
  }
}
