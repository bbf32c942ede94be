package nightshift.engine.contract;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nightshift.engine.action.Reversal;
import nightshift.engine.action.Risk;
import nightshift.engine.alert.Alert;
import nightshift.engine.alert.Category;
import nightshift.engine.alert.Severity;
import nightshift.engine.card.Reply;
import nightshift.engine.diagnosis.Diagnosis;
import nightshift.engine.diagnosis.Evidence;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.plan.ApprovalRule;
import nightshift.engine.plan.Digests;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlaybookRef;
import nightshift.engine.plan.Rollback;
import nightshift.engine.plan.Step;
import nightshift.engine.plan.StepKey;
import nightshift.engine.plan.Verify;
import nightshift.engine.policy.Vote;
import nightshift.engine.policy.Voter;
import org.jspecify.annotations.Nullable;

/** Sample values for tests: plausible, complete, and the same each time. */
public final class Samples {

  /** The night on which everything happens. */
  public static final Instant T0 = Instant.parse("2026-11-24T03:00:00Z");

  /** A playbook with its content hash. */
  public static final PlaybookRef PLAYBOOK =
      new PlaybookRef("container.crashed", Digests.sha256("container.crashed v1"));

  private Samples() {}

  /** {@link #T0} and so many seconds. */
  public static Instant after(long seconds) {
    return T0.plusSeconds(seconds);
  }

  /** A firing at {@link #T0}; {@code id} and {@code fingerprint} are the same. */
  public static Alert alert(String fingerprint) {
    return alert(fingerprint, fingerprint, T0);
  }

  /** A firing of container web. */
  public static Alert alert(String id, String fingerprint, Instant startsAt) {
    LinkedHashMap<String, String> labels = new LinkedHashMap<>();
    labels.put("severity", "high");
    labels.put("alertname", "ContainerDown");
    LinkedHashMap<String, Object> details = new LinkedHashMap<>();
    details.put("containerName", "web");
    details.put("exitCode", 137L);
    details.put("cpuUsage", 12.5);
    details.put("oom", true);
    return new Alert(
        id,
        "alertmanager",
        fingerprint,
        Category.AVAILABILITY,
        Severity.HIGH,
        "Container web is down",
        "exited with 137\nthree times",
        labels,
        details,
        startsAt,
        startsAt.plusSeconds(1));
  }

  /** A step with arguments, details and undo. */
  public static Step step(int index, @Nullable StepKey undoes) {
    return new Step(
        index,
        "container.restart",
        Map.of("container", "web", "grace", "10s", "tries", 3L, "hard", false),
        "restart container \"web\"",
        List.of("image busybox:test"),
        Risk.MEDIUM,
        Reversal.by("start it again"),
        Duration.ofSeconds(30),
        Duration.ofMillis(2_500),
        Step.Manifest.of(List.of("container:web")),
        4_096,
        false,
        undoes);
  }

  /** A plan of three steps for container {@code name}. */
  public static Plan.Draft draft(String name) {
    return draft(name, null, null, 3);
  }

  /** A plan of some steps for container {@code name}, from an alert or from a parent. */
  public static Plan.Draft draft(
      String name, @Nullable String alertId, @Nullable PlanId parent, int steps) {
    Target target = new Target("container", name);
    List<Step> list =
        java.util.stream.IntStream.rangeClosed(1, steps)
            .mapToObj(
                i -> step(i, parent == null ? null : new StepKey(parent, StepKey.Phase.EXECUTE, i)))
            .toList();
    return new Plan.Draft(
        1,
        alertId,
        PLAYBOOK,
        target,
        "Restart container \"" + name + "\"",
        "Container " + name + " of the café is down",
        diagnosis(),
        list,
        new Verify(
            "container.state",
            null,
            1.5,
            Duration.ofSeconds(30),
            Duration.ofMinutes(5),
            Duration.ofHours(24)),
        rule(),
        Risk.MEDIUM,
        85,
        true,
        "medium risk needs a person",
        Rollback.ON_WORSE,
        parent,
        parent == null ? null : "alice",
        Digests.ofEffect(target, list),
        "worked 9 of 10 times");
  }

  private static Diagnosis diagnosis() {
    return new Diagnosis(
        "out_of_memory",
        "The kernel killed it",
        List.of(new Evidence("container.logs", List.of("Killed", "<script>"))),
        Map.of("restartCount", 3L, "memory", 0.98, "oom", true, "name", "web"));
  }

  /** One of oncall, within 30 minutes. */
  public static ApprovalRule rule() {
    return new ApprovalRule(
        List.of(new ApprovalRule.Group(1, List.of("oncall"), List.of("bob"))),
        Duration.ofMinutes(30),
        new ApprovalRule.Escalation(Duration.ofMinutes(10), "owner"),
        true);
  }

  /** A person's decision at {@link #T0}. */
  public static Plan.Decision decision(String by) {
    return new Plan.Decision(by, "web", T0, "because");
  }

  /** An approval of a plan's first revision. */
  public static Vote vote(PlanId plan, String person, String interaction) {
    return new Vote(
        plan,
        1,
        "abcdef",
        Vote.Choice.APPROVE,
        person,
        Set.of("oncall", "owner"),
        new Voter("web", person, "Alice \"A\" <b>", Set.of("42"), Map.of("channel", "7")),
        interaction,
        "",
        T0);
  }

  /** A message for a thread. */
  public static Reply reply(String title) {
    return new Reply(Reply.Kind.PROGRESS, title, "line one\nline two", List.of("oncall"));
  }
}
