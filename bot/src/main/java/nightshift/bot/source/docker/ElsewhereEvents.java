package nightshift.bot.source.docker;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import nightshift.bot.source.Firings;
import nightshift.engine.alert.Alert;
import nightshift.engine.alert.Signal;
import nightshift.engine.port.AlertInbox;
import nightshift.engine.port.AlertSource;
import nightshift.engine.port.Health;

/**
 * The events of another machine's engine, told with that machine's name: the same container name on
 * two machines is two problems, and {@code container:{{ details.containerName }}} means the right
 * one.
 */
public final class ElsewhereEvents implements AlertSource {

  private final AlertSource events;
  private final String host;

  /**
   * @param events of the engine there; closed with this
   * @param host the machine's name in the configuration
   */
  public ElsewhereEvents(AlertSource events, String host) {
    this.events = events;
    this.host = host;
  }

  @Override
  public String name() {
    return events.name();
  }

  @Override
  public void start(AlertInbox inbox) {
    events.start(signal -> inbox.accept(there(signal)));
  }

  @Override
  public Health health() {
    return events.health();
  }

  @Override
  public void close() {
    events.close();
  }

  private Signal there(Signal signal) {
    return switch (signal) {
      case Signal.Firing f -> new Signal.Firing(there(f.alert()));
      case Signal.Resolved r ->
          new Signal.Resolved(r.source(), fingerprint(r.fingerprint()), r.at());
    };
  }

  private String fingerprint(String there) {
    return host + "/" + there;
  }

  private Alert there(Alert a) {
    String fingerprint = fingerprint(a.fingerprint());
    SequencedMap<String, String> labels = new LinkedHashMap<>(a.labels());
    labels.put("host", host);
    SequencedMap<String, Object> details = new LinkedHashMap<>(a.details());
    details.put("containerName", "//" + host + "/" + a.details().get("containerName"));
    details.put("host", host);
    return new Alert(
        Firings.id(a.source(), fingerprint, a.startsAt()),
        a.source(),
        fingerprint,
        a.category(),
        a.severity(),
        a.title() + " on " + host,
        a.message(),
        labels,
        details,
        a.startsAt(),
        a.receivedAt());
  }
}
