package nightshift.config;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import nightshift.config.playbook.Known;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Arguments;
import nightshift.engine.action.Catalogue;
import nightshift.engine.action.Preview;
import nightshift.engine.action.Reversal;
import nightshift.engine.action.Risk;
import nightshift.engine.alert.Alert;
import nightshift.engine.alert.Category;
import nightshift.engine.alert.Severity;
import nightshift.engine.plan.Verify;

/** Small stand-ins for what an installation has, and alerts. */
public final class Samples {

  public record Restart(Optional<Duration> grace) {}

  public record Memory(
      Optional<Arguments.Size> limit, Optional<Double> factor, Optional<Arguments.Size> max) {
    public Memory {
      if (limit.isPresent() && factor.isPresent()) {
        throw new IllegalArgumentException("give either limit or factor");
      }
    }
  }

  public record Cleanup(List<String> paths, Duration olderThan) {}

  public record Custom(Optional<Map<String, String>> inputs) {}

  private Samples() {}

  public static Known known() {
    Verify running =
        new Verify(
            "container.state",
            null,
            null,
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofHours(1));
    Map<String, Optional<Verify>> measures = new TreeMap<>();
    measures.put("container", Optional.of(running));
    measures.put("disk", Optional.empty());
    return new Known(
        new Catalogue(
            List.of(
                kind("container.restart", "container", Restart.class, Risk.LOW),
                kind("container.memory", "container", Memory.class, Risk.MEDIUM),
                kind("temp.cleanup", "disk", Cleanup.class, Risk.MEDIUM),
                kind("custom.rotate", "*", Custom.class, Risk.LOW))),
        Map.of(
            "custom.rotate",
            Map.of(
                "service",
                new CustomAction.Input(
                    CustomAction.Input.Type.NAME,
                    List.of("web", "api"),
                    Optional.empty(),
                    Optional.empty()))),
        Set.of("container.state", "container.logs", "disk.usage"),
        List.of(
            new Settings.Member("alice", List.of("oncall", "owner"), Map.of(), Optional.empty()),
            new Settings.Member("bob", List.of("oncall"), Map.of(), Optional.empty())),
        measures);
  }

  public static Alert alert(String title, Map<String, String> labels, Map<String, Object> details) {
    return new Alert(
        "a1",
        "api",
        "f1",
        Category.AVAILABILITY,
        Severity.HIGH,
        title,
        "",
        new LinkedHashMap<>(labels),
        new LinkedHashMap<>(details),
        Instant.EPOCH,
        Instant.EPOCH);
  }

  private static <A extends Record> ActionKind<A> kind(
      String name, String target, Class<A> arguments, Risk floor) {
    return new ActionKind<>() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Class<A> arguments() {
        return arguments;
      }

      @Override
      public Risk floor() {
        return floor;
      }

      @Override
      public String targetKind() {
        return target;
      }

      @Override
      public Duration timeout(A args) {
        return Duration.ofMinutes(1);
      }

      @Override
      public Preview preview(A args, ActionContext ctx) {
        return new Preview(
            name, List.of(), List.of(), 0, floor, Reversal.none("a sample"), Duration.ZERO);
      }

      @Override
      public ActionResult run(A args, ActionContext ctx) {
        throw new AssertionError("loading playbooks must not run actions");
      }
    };
  }
}
