package nightshift.engine.card;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import nightshift.engine.alert.Alert;
import nightshift.engine.alert.Text;

/** What people read of alerts that got no plan. Plain text, in one line, however many they are. */
public final class AlertWords {

  private static final int NAMED = 5;
  private static final int LONGEST = 80;

  /** Labels that say where, the most telling first. */
  private static final List<String> WHERE =
      List.of("instance", "host", "hostname", "node", "container", "service", "name", "mountpoint");

  private AlertWords() {}

  /** What fires, and where if a label says so: {@code DiskFull on nas}. */
  public static String shown(Alert alert) {
    String name = alert.labels().getOrDefault("alertname", alert.title());
    String where =
        WHERE.stream()
            .map(alert.labels()::get)
            .filter(Objects::nonNull)
            .filter(w -> !w.isBlank() && !name.contains(w))
            .findFirst()
            .map(w -> " on " + w)
            .orElse("");
    return Text.line(name + where, LONGEST);
  }

  /**
   * {@code 3 alerts fire that no playbook knows: DiskFull on nas, …}.
   *
   * @param which what they have in common
   * @param more whether there are more than these
   */
  public static String firing(List<Alert> alerts, boolean more, String which) {
    int n = alerts.size();
    String named =
        alerts.stream().limit(NAMED).map(AlertWords::shown).collect(Collectors.joining(", "));
    return (n == 1 ? "1 alert fires " : n + (more ? " alerts or more fire " : " alerts fire "))
        + which
        + ": "
        + named
        + (n > NAMED ? ", and " + (n - NAMED) + (more ? " or more others" : " more") : "");
  }
}
