package nightshift.bot.log;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import nightshift.engine.alert.Redaction;

/** {@code %trace}: where a bug was, without the secrets that messages of exceptions may quote. */
public final class SafeTrace extends ThrowableProxyConverter {

  @Override
  public String convert(ILoggingEvent event) {
    return Redaction.of(super.convert(event));
  }
}
