package nightshift.bot.host.docker;

import com.github.dockerjava.api.model.Event;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import nightshift.bot.host.docker.ContainerEvent.Action;
import org.jspecify.annotations.Nullable;

/** Makes our own record of an event. Pure. */
final class EventMapper {

  private static final long NANOS = 1_000_000_000L;

  private EventMapper() {}

  /** Empty for events that say nothing about healing. */
  static Optional<ContainerEvent> read(Event event) {
    Optional<Action> action = action(event.getAction() == null ? "" : event.getAction());
    if (action.isEmpty() || event.getActor() == null || event.getActor().getId() == null) {
      return Optional.empty();
    }
    @Nullable Map<String, String> given = event.getActor().getAttributes();
    Map<String, String> attributes = given == null ? Map.of() : given;
    return Optional.of(
        new ContainerEvent(
            action.get(),
            event.getActor().getId(),
            attributes.getOrDefault("name", ""),
            attributes.getOrDefault("image", ""),
            whole(attributes.get("exitCode")),
            whole(attributes.get("signal")),
            at(event)));
  }

  private static Optional<Action> action(String word) {
    return switch (word) {
      case "start" -> Optional.of(Action.START);
      case "die" -> Optional.of(Action.DIE);
      case "kill" -> Optional.of(Action.KILL);
      case "stop" -> Optional.of(Action.STOP);
      case "oom" -> Optional.of(Action.OOM);
      case "destroy" -> Optional.of(Action.DESTROY);
      case "health_status: healthy" -> Optional.of(Action.HEALTHY);
      case "health_status: unhealthy" -> Optional.of(Action.UNHEALTHY);
      default -> Optional.empty();
    };
  }

  private static Instant at(Event event) {
    @Nullable Long nanos = event.getTimeNano();
    if (nanos != null && nanos > 0) {
      return Instant.ofEpochSecond(nanos / NANOS, nanos % NANOS);
    }
    @Nullable Long seconds = event.getTime();
    return Instant.ofEpochSecond(seconds == null ? 0 : seconds);
  }

  private static int whole(@Nullable String digits) {
    return digits != null && digits.matches("-?\\d{1,9}") ? Integer.parseInt(digits) : 0;
  }
}
