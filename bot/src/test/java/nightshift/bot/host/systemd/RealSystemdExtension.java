package nightshift.bot.host.systemd;

import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** What stands behind {@link RealSystemd}. */
final class RealSystemdExtension implements ExecutionCondition, ParameterResolver {

  private static final Namespace OURS = Namespace.create(RealSystemdExtension.class);

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Optional<String> missing = Missing.WHY;
    if (missing.isEmpty()) {
      return ConditionEvaluationResult.enabled("the image " + Box.IMAGE + " is there");
    }
    if ("required".equals(System.getProperty("nightshift.systemd"))) {
      throw new IllegalStateException("nightshift.systemd=required, but " + missing.get());
    }
    return ConditionEvaluationResult.disabled(missing.get());
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Box.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    // Booting takes seconds, so there is one for all tests; JUnit closes it after the last.
    return context.getRoot().getStore(OURS).computeIfAbsent(Box.class, _ -> Box.boot(), Box.class);
  }

  /** Asked once per JVM. */
  private static final class Missing {

    static final Optional<String> WHY = Box.missing();
  }
}
