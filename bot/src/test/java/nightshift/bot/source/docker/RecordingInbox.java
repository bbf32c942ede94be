package nightshift.bot.source.docker;

import java.util.ArrayList;
import java.util.List;
import nightshift.engine.alert.Signal;
import nightshift.engine.port.AlertInbox;
import nightshift.engine.port.LedgerException;

/** An inbox that keeps what it gets, and can refuse for a while as one with a full disk does. */
final class RecordingInbox implements AlertInbox {

  private final List<Signal> signals = new ArrayList<>();
  private int toRefuse;
  private int refused;

  @Override
  public synchronized Admission accept(Signal signal) {
    if (toRefuse > 0) {
      toRefuse--;
      refused++;
      throw new LedgerException("writing a signal down: no space left on device", null);
    }
    signals.add(signal);
    return Admission.NEW;
  }

  synchronized void refuse(int times) {
    toRefuse = times;
  }

  synchronized int refused() {
    return refused;
  }

  synchronized List<Signal> signals() {
    // What is told at the start of problems that never were is of no interest here.
    return signals.stream().filter(this::begunHere).toList();
  }

  private boolean begunHere(Signal signal) {
    return switch (signal) {
      case Signal.Firing _ -> true;
      case Signal.Resolved r ->
          signals.stream()
              .anyMatch(s ->
                  s instanceof Signal.Firing f && f.alert().fingerprint().equals(r.fingerprint()));
    };
  }
}
