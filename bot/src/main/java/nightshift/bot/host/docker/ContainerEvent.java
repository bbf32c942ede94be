package nightshift.bot.host.docker;

import java.time.Instant;

/**
 * Something that Docker said about a container.
 *
 * @param action what happened
 * @param id the container's full id
 * @param name its name at that moment
 * @param image its image's name
 * @param exitCode of {@link Action#DIE}, else 0
 * @param signal of {@link Action#KILL}, else 0
 * @param at when, by the engine's clock, to the nanosecond: also where to go on listening
 */
public record ContainerEvent(
    Action action, String id, String name, String image, int exitCode, int signal, Instant at) {

  /** The events that matter for healing. */
  public enum Action {
    START,
    /** Its main process ended. */
    DIE,
    /** Somebody asked Docker to send a signal; stopping and restarting begin with it. */
    KILL,
    STOP,
    /** The kernel killed a process in it for lack of memory. */
    OOM,
    HEALTHY,
    UNHEALTHY,
    DESTROY
  }
}
