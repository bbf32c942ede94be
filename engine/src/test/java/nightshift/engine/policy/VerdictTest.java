package nightshift.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import nightshift.engine.policy.Verdict.Kind;
import org.junit.jupiter.api.Test;

/** What a guard says, in a line. */
class VerdictTest {

  @Test
  void each_rule_of_the_safety_check_has_one_verdict() {
    List<Verdict> all =
        Verdict.ofSafety(
            List.of("duration: step 1 takes long", "confidence: 3 %", "duration: and step 2"));
    assertThat(all).extracting(Verdict::guard).containsExactlyElementsOf(Safety.RULES);
    assertThat(all)
        .filteredOn(v -> v.kind() == Kind.REFUSES)
        .extracting(Verdict::line)
        .containsExactly("confidence: 3 %", "duration: step 1 takes long; and step 2");
    assertThat(all).filteredOn(v -> v.kind() == Kind.PASSES).hasSize(Safety.RULES.size() - 2);
  }
}
