package nightshift.bot.host.systemd;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs a test with a machine on which systemd runs: a container of the image that {@code
 * .ci/systemd-image} makes, in the Docker Engine that {@code DOCKER_HOST} names. Where there is
 * none, the test is skipped and says so, or fails when the system property {@code
 * nightshift.systemd} is {@code required}. A parameter of type {@link Box} is that machine; all
 * tests share it.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("systemd")
@ExtendWith(RealSystemdExtension.class)
public @interface RealSystemd {}
