package nightshift.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The law of a plan's life, walked edge by edge. */
class PlanMachineTest {

  private static final Instant NOW = Instant.EPOCH;
  private static final Plan.Decision ALICE = new Plan.Decision("alice", "web", NOW, "");

  /** One of every event; settling has two outcomes. */
  private static final List<PlanEvent> EVENTS =
      List.of(
          new PlanEvent.Blocked(NOW, ""),
          new PlanEvent.Shadowed(NOW, ""),
          new PlanEvent.Asked(NOW, ""),
          new PlanEvent.Approved(NOW, ALICE),
          new PlanEvent.Rejected(NOW, ALICE),
          new PlanEvent.Expired(NOW, ""),
          new PlanEvent.Cancelled(NOW, ""),
          new PlanEvent.Superseded(NOW, new PlanId(2)),
          new PlanEvent.Claimed(NOW, "process"),
          new PlanEvent.StepsDone(NOW, ""),
          new PlanEvent.Verified(NOW, ""),
          new PlanEvent.Failed(NOW, ""),
          new PlanEvent.RollbackBegun(NOW, ""),
          new PlanEvent.RolledBack(NOW, ""),
          new PlanEvent.Lost(NOW, ""),
          new PlanEvent.Settled(NOW, true, ALICE),
          new PlanEvent.Settled(NOW, false, ALICE));

  private record Edge(PlanState from, PlanEvent event, PlanState to) {}

  private static List<Edge> edges() {
    List<Edge> out = new ArrayList<>();
    for (PlanState from : PlanState.values()) {
      for (PlanEvent e : EVENTS) {
        PlanMachine.next(from, e).ifPresent(to -> out.add(new Edge(from, e, to)));
      }
    }
    return out;
  }

  @Test
  void every_kind_of_event_is_walked() {
    Set<Class<?>> walked = new HashSet<>(EVENTS.stream().map(Object::getClass).toList());
    assertThat(walked).containsExactlyInAnyOrder(PlanEvent.class.getPermittedSubclasses());
  }

  @Test
  void the_only_way_into_executing_is_a_claim_of_an_approved_plan() {
    assertThat(edges().stream().filter(e -> e.to() == PlanState.EXECUTING))
        .singleElement()
        .satisfies(e -> {
          assertThat(e.from()).isEqualTo(PlanState.APPROVED);
          assertThat(e.event()).isInstanceOf(PlanEvent.Claimed.class);
        });
  }

  @Test
  void nothing_leaves_an_end() {
    assertThat(edges()).noneMatch(e -> e.from().terminal());
  }

  @Test
  void every_state_is_reached_and_every_state_that_is_no_end_is_left() {
    Set<PlanState> reached = EnumSet.of(PlanState.DRAFTED);
    Deque<PlanState> open = new ArrayDeque<>(reached);
    while (!open.isEmpty()) {
      PlanState from = open.remove();
      List<Edge> out = edges().stream().filter(e -> e.from() == from).toList();
      assertThat(out.isEmpty()).as("%s is an end", from).isEqualTo(from.terminal());
      out.stream().map(Edge::to).filter(reached::add).forEach(open::add);
    }
    assertThat(reached).containsExactlyInAnyOrder(PlanState.values());
  }

  @Test
  void there_is_no_cycle_so_every_plan_ends() {
    walk(PlanState.DRAFTED, EnumSet.noneOf(PlanState.class));
  }

  private static void walk(PlanState from, Set<PlanState> path) {
    assertThat(path.add(from)).as("a cycle through %s", from).isTrue();
    edges().stream().filter(e -> e.from() == from).forEach(e -> walk(e.to(), EnumSet.copyOf(path)));
  }

  @Test
  void a_rejected_plan_is_not_a_failed_one() {
    PlanState asked = PlanState.AWAITING_APPROVAL;
    assertThat(PlanMachine.next(asked, new PlanEvent.Rejected(NOW, ALICE)))
        .contains(PlanState.REJECTED);
    assertThat(PlanMachine.next(asked, new PlanEvent.Failed(NOW, ""))).isEmpty();
  }

  @Test
  void the_diagram_in_the_docs_is_the_law() throws IOException {
    Path page = Path.of(System.getProperty("nightshift.root", "..")).resolve("docs/plan-life.md");
    String text =
        "# The life of a plan\n\n"
            + "Written by `PlanMachineTest`, which fails when this page and the law differ. Run it\n"
            + "with `-Dnightshift.docs=write` to write the page anew.\n\n"
            + "```mermaid\n"
            + diagram()
            + "```\n";
    if ("write".equals(System.getProperty("nightshift.docs"))) {
      Files.writeString(page, text);
    }
    assertThat(page).hasContent(text);
  }

  private static String diagram() {
    Set<String> lines = new TreeSet<>();
    for (Edge e : edges()) {
      lines.add("  " + e.from() + " --> " + e.to() + " : " + e.event().getClass().getSimpleName());
    }
    for (PlanState s : PlanState.values()) {
      if (s.terminal()) {
        lines.add("  " + s + " --> [*]");
      }
    }
    return "stateDiagram-v2\n  [*] --> DRAFTED\n" + String.join("\n", lines) + "\n";
  }
}
