package nightshift.config;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import nightshift.config.yaml.Cursor;
import nightshift.config.yaml.Fields;
import nightshift.config.yaml.Scalars;
import nightshift.engine.action.Nearest;
import nightshift.engine.action.Risk;
import nightshift.engine.alert.Text;
import nightshift.engine.policy.Attention;
import nightshift.engine.policy.QuietHours;

/** Reads {@code notify}: how loudly people are asked. */
final class NotifyReader {

  private static final List<String> KEYS = List.of("remind", "quiet_hours", "direct");
  private static final Pattern TIME = Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d");

  private NotifyReader() {}

  static Attention read(Fields settings, List<Settings.Member> people) {
    return settings
        .read("notify", at -> at.fields(KEYS))
        .map(f ->
            new Attention(
                f.read("remind", Scalars::span).orElse(null),
                f.read("quiet_hours", NotifyReader::quiet).orElse(null),
                f.read("direct", at -> direct(at, people)).orElse(null)))
        .orElse(Attention.USUAL);
  }

  private static Optional<QuietHours> quiet(Cursor at) {
    return at.fields(List.of("from", "to", "zone"))
        .flatMap(f -> {
          Optional<LocalTime> from = f.need("from", NotifyReader::time, "\"22:00\"");
          Optional<LocalTime> to = f.need("to", NotifyReader::time, "\"07:00\"");
          ZoneId zone = f.or("zone", NotifyReader::zone, ZoneId.systemDefault());
          if (from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
          }
          if (from.equals(to)) {
            at.error("from and to are the same: that would be never, or always");
            return Optional.empty();
          }
          return Optional.of(new QuietHours(from.get(), to.get(), zone));
        });
  }

  private static Optional<LocalTime> time(Cursor at) {
    return Scalars.word(at, TIME, "a time of day in quotes, such as \"22:00\"")
        .map(LocalTime::parse);
  }

  private static Optional<ZoneId> zone(Cursor at) {
    return Scalars.text(at)
        .flatMap(name -> {
          try {
            return Optional.of(ZoneId.of(name));
          } catch (DateTimeException e) {
            at.error(
                "there is no time zone \""
                    + Text.line(name, 60)
                    + "\"; take one such as"
                    + " Europe/Berlin");
            return Optional.empty();
          }
        });
  }

  private static Optional<Attention.Direct> direct(Cursor at, List<Settings.Member> people) {
    return at.fields(List.of("roles", "from"))
        .map(f -> {
          List<String> roles = f.each("roles", r -> role(r, people));
          Risk from = f.or("from", r -> Scalars.choice(r, Risk.class), Risk.HIGH);
          if (roles.isEmpty()) {
            at.warning("names no roles, so nobody gets direct messages");
          }
          return new Attention.Direct(roles, from);
        });
  }

  private static Optional<String> role(Cursor at, List<Settings.Member> people) {
    Set<String> known = new TreeSet<>();
    people.forEach(m -> known.addAll(m.roles()));
    return Scalars.text(at)
        .filter(role -> {
          if (!known.contains(role)) {
            String shown = Text.line(role, 60);
            at.error("nobody has the role \"" + shown + "\"" + Nearest.hint(shown, known));
          }
          return known.contains(role);
        });
  }
}
