package nightshift.bot.host.docker;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs a test against the Docker Engine that {@code DOCKER_HOST} names. Where none answers, the
 * test is skipped and says so, or fails when the system property {@code nightshift.docker} is
 * {@code required}. A parameter of type {@link Patients} makes containers and removes them
 * afterwards.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RealDockerExtension.class)
public @interface RealDocker {}
