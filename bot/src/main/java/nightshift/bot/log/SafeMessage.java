package nightshift.bot.log;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import nightshift.engine.alert.Redaction;
import nightshift.engine.alert.Text;

/**
 * {@code %safe}: the message on one line, without secrets. Messages may quote strangers, and no
 * line of theirs may pretend to be another.
 */
public final class SafeMessage extends MessageConverter {

  private static final int LONGEST = 4_000;

  @Override
  public String convert(ILoggingEvent event) {
    return Text.line(Redaction.of(super.convert(event)), LONGEST);
  }
}
