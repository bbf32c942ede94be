package nightshift.bot.host.docker;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import nightshift.config.Settings;
import nightshift.engine.port.Health;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** What stands behind {@link RealDocker}. */
final class RealDockerExtension implements ExecutionCondition, ParameterResolver {

  private static final Namespace OURS = Namespace.create(RealDockerExtension.class);

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Optional<String> missing = Missing.WHY;
    if (missing.isEmpty()) {
      return ConditionEvaluationResult.enabled("a Docker Engine answers");
    }
    if ("required".equals(System.getProperty("nightshift.docker"))) {
      throw new IllegalStateException("nightshift.docker=required, but " + missing.get());
    }
    return ConditionEvaluationResult.disabled(missing.get());
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Patients.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    // JUnit closes what its store holds when the test is over.
    return context
        .getStore(OURS)
        .computeIfAbsent(Patients.class, _ -> new Patients(engine()), Patients.class);
  }

  static URI engine() {
    return URI.create(System.getenv().getOrDefault("DOCKER_HOST", "unix:///var/run/docker.sock"));
  }

  /** Asked once per JVM. */
  private static final class Missing {

    static final Optional<String> WHY = why();

    private static Optional<String> why() {
      if (System.getenv("DOCKER_HOST") == null) {
        // Never the machine's own engine by accident.
        return Optional.of("DOCKER_HOST names no Docker Engine for tests");
      }
      Settings.Docker anybody = new Settings.Docker(engine(), List.of("*"), List.of(), false);
      try (DockerHost host = new DockerHost(anybody)) {
        Health health = host.health();
        // A machine with much to do may need longer than the few seconds that one look may take.
        for (int again = 0; again < 10 && !health.ok(); again++) {
          health = host.health();
        }
        return health.ok() ? Optional.empty() : Optional.of(health.detail());
      }
    }
  }
}
