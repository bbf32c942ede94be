package nightshift.bot.action.zfs;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Runs a test on the pool that the environment variable {@code NIGHTSHIFT_ZFS} names. Where it
 * names none, the test is skipped, or fails when the system property {@code nightshift.zfs} is
 * {@code required}.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RealZfs.Condition.class)
public @interface RealZfs {

  /** What stands behind it. */
  final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      Optional<String> pool = Optional.ofNullable(System.getenv("NIGHTSHIFT_ZFS"));
      if (pool.isPresent()) {
        return ConditionEvaluationResult.enabled("pool " + pool.get());
      }
      if ("required".equals(System.getProperty("nightshift.zfs"))) {
        throw new IllegalStateException(
            "nightshift.zfs=required, but NIGHTSHIFT_ZFS names no pool");
      }
      return ConditionEvaluationResult.disabled("NIGHTSHIFT_ZFS names no ZFS pool for tests");
    }
  }
}
