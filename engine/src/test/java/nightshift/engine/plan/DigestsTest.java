package nightshift.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nightshift.engine.action.Reversal;
import nightshift.engine.action.Risk;
import nightshift.engine.diagnosis.Target;
import org.junit.jupiter.api.Test;

/** Two plans share a digest exactly when they would do the same. */
class DigestsTest {

  private static Step step(
      String kind, Map<String, Object> args, List<String> objects, boolean undo) {
    return new Step(
        1,
        kind,
        args,
        "sentence",
        List.of(),
        Risk.LOW,
        undo ? Reversal.by("x") : Reversal.none("y"),
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        Step.Manifest.of(objects),
        0,
        false,
        null);
  }

  @Test
  void whatever_changes_the_effect_changes_the_digest() {
    Target web = new Target("container", "web");
    Target db = new Target("container", "db");
    List<String> digests =
        List.of(
            Digests.ofEffect(web, List.of(step("a", Map.of("x", "1"), List.of("o"), true))),
            Digests.ofEffect(db, List.of(step("a", Map.of("x", "1"), List.of("o"), true))),
            Digests.ofEffect(web, List.of(step("b", Map.of("x", "1"), List.of("o"), true))),
            Digests.ofEffect(web, List.of(step("a", Map.of("x", "2"), List.of("o"), true))),
            Digests.ofEffect(
                web, List.of(step("a", Map.of("x", List.of("1")), List.of("o"), true))),
            Digests.ofEffect(web, List.of(step("a", Map.of("x", "1"), List.of("o", "p"), true))),
            Digests.ofEffect(web, List.of(step("a", Map.of("x", "1"), List.of("o"), false))),
            Digests.ofEffect(web, List.of(step("a", Map.of("x|1:1", ""), List.of("o"), true))),
            Digests.ofEffect(web, List.of()));
    Set<String> different = new HashSet<>(digests);
    assertThat(different).hasSameSizeAs(digests);
  }

  @Test
  void the_order_of_arguments_does_not_matter() {
    Target web = new Target("container", "web");
    var one = new java.util.LinkedHashMap<String, Object>();
    one.put("a", 1);
    one.put("b", 2);
    var two = new java.util.LinkedHashMap<String, Object>();
    two.put("b", 2);
    two.put("a", 1);
    assertThat(Digests.ofEffect(web, List.of(step("k", one, List.of(), true))))
        .isEqualTo(Digests.ofEffect(web, List.of(step("k", two, List.of(), true))));
  }
}
