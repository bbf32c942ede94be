package nightshift.bot.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The configuration that the program logs with. */
class SafeLogTest {

  private final LoggerContext context = new LoggerContext();
  private Encoder<ch.qos.logback.classic.spi.ILoggingEvent> encoder;

  @BeforeEach
  void configure() throws Exception {
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(
        Path.of(System.getProperty("nightshift.root"), "bot/src/main/resources/logback.xml")
            .toFile());
    ConsoleAppender<ch.qos.logback.classic.spi.ILoggingEvent> appender =
        (ConsoleAppender<ch.qos.logback.classic.spi.ILoggingEvent>)
            context.getLogger("ROOT").getAppender("stderr");
    encoder = appender.getEncoder();
  }

  private String logged(String message, @Nullable Throwable thrown) {
    LoggingEvent event =
        new LoggingEvent(
            "here", context.getLogger("nightshift.Test"), Level.WARN, message, thrown, null);
    return new String(encoder.encode(event), StandardCharsets.UTF_8);
  }

  @Test
  void a_message_is_one_line_without_secrets() {
    String line = logged("token=0123456789abcdef\r\n2026-11-26 ERROR all is lost", null);
    assertThat(line).contains("token=[redacted]").doesNotContain("0123456789abcdef");
    assertThat(line.strip()).doesNotContain("\n").doesNotContain("\r");
  }

  @Test
  void a_trace_says_where_and_keeps_secrets_to_itself() {
    String text = logged("it broke", new IllegalStateException("postgres://app:hunter2@db/app"));
    assertThat(text).contains("SafeLogTest").doesNotContain("hunter2");
  }
}
