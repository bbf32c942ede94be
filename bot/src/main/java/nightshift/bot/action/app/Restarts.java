package nightshift.bot.action.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.bot.host.Command;
import nightshift.bot.host.Command.Ending;
import nightshift.bot.host.Machine;
import nightshift.bot.host.docker.ContainerFacts;
import nightshift.bot.host.docker.DockerHost;
import nightshift.bot.host.docker.DockerTrouble;
import nightshift.config.AppSettings;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
import nightshift.engine.alert.Text;

/** Restarts what an application runs in: a container of Docker, or a service of systemd. */
final class Restarts {

  private static final List<String> SYSTEMCTL = List.of("/usr/bin/systemctl", "/bin/systemctl");
  private static final Duration LOOK = Duration.ofSeconds(10);
  private static final Duration DEED = Duration.ofMinutes(2);

  private final Optional<DockerHost> docker;
  private final Machine local;
  private final Optional<String> systemctl;

  Restarts(Optional<DockerHost> docker, Machine local) {
    this(docker, local, SYSTEMCTL.stream().filter(p -> Files.isExecutable(Path.of(p))).findFirst());
  }

  Restarts(Optional<DockerHost> docker, Machine local, Optional<String> systemctl) {
    this.docker = docker;
    this.local = local;
    this.systemctl = systemctl;
  }

  /**
   * What would be restarted.
   *
   * @param line its line in the manifest, another one after each start
   */
  record Thing(String shown, String state, String line) {}

  /** Looks at it. */
  Thing look(AppSettings app) throws ActionException, InterruptedException {
    if (app.container().isPresent()) {
      ContainerFacts c = container(app.container().get());
      String since = c.startedAt().map(Object::toString).orElse("never");
      return new Thing(
          "container \"" + c.name() + "\"",
          c.shown(),
          "container " + c.id() + " " + c.name() + " started " + since);
    }
    String unit =
        app.service()
            .orElseThrow(() ->
                AppDoor.refused(
                    "restarting \"%s\": the configuration names neither its container nor its"
                            .formatted(app.name())
                        + " service; write one of them under apps"));
    Map<String, String> now = service(unit);
    return new Thing(
        "service \"" + unit + "\"",
        now.getOrDefault("ActiveState", "in an unknown state"),
        "service " + unit + " " + now.getOrDefault("InvocationID", "not-running"));
  }

  /** Restarts it. */
  void restart(AppSettings app) throws ActionException, InterruptedException {
    if (app.container().isPresent()) {
      ContainerFacts c = container(app.container().get());
      try {
        engine().lifecycle().restart(c, Optional.empty());
      } catch (DockerTrouble e) {
        boolean unknown = e.kind() == DockerTrouble.Kind.NO_ANSWER;
        throw new ActionException(
            unknown ? Effect.UNKNOWN : Effect.NONE, String.valueOf(e.getMessage()));
      }
      return;
    }
    String unit = app.service().orElseThrow();
    Ending ending = run(DEED, "restart", "--", unit);
    if (ending.timedOut()) {
      throw new ActionException(
          Effect.UNKNOWN, "restarting service \"" + unit + "\": systemctl did not end in time");
    }
    if (ending.exitCode() != 0) {
      throw new ActionException(
          Effect.PARTIAL,
          "restarting service \"%s\": %s".formatted(unit, Text.line(ending.output(), 300)));
    }
  }

  private DockerHost engine() throws ActionException {
    return docker.orElseThrow(() ->
        AppDoor.refused("the configuration has no docker section, so no container is restarted"));
  }

  private ContainerFacts container(String name) throws ActionException, InterruptedException {
    ContainerFacts now;
    try {
      now = engine().inspect(name);
    } catch (DockerTrouble e) {
      throw e.refusal();
    }
    if (engine().isOwn(now)) {
      throw AppDoor.refused(
          "restarting container \"%s\": Nightshift itself runs in it, so this is left to people"
              .formatted(now.name()));
    }
    return now;
  }

  private Map<String, String> service(String unit) throws ActionException, InterruptedException {
    Ending shown = run(LOOK, "show", "-p", "LoadState,ActiveState,InvocationID", "--", unit);
    Map<String, String> out = new HashMap<>();
    shown
        .output()
        .lines()
        .map(l -> l.split("=", 2))
        .filter(f -> f.length == 2 && !f[1].isBlank())
        .forEach(f -> out.put(f[0], f[1].strip()));
    if (shown.timedOut() || shown.exitCode() != 0 || !"loaded".equals(out.get("LoadState"))) {
      throw AppDoor.refused(
          "looking at service \"%s\": %s"
              .formatted(
                  unit,
                  out.containsKey("LoadState")
                      ? "it is " + out.get("LoadState")
                      : Text.line(shown.output(), 200)));
    }
    return out;
  }

  private Ending run(Duration most, String... arguments)
      throws ActionException, InterruptedException {
    String program =
        systemctl.orElseThrow(() ->
            AppDoor.refused(
                "restarting a service needs the program systemctl, which is not on this machine"));
    List<String> argv = new java.util.ArrayList<>(List.of(program));
    argv.addAll(List.of(arguments));
    Ending ending = local.run(new Command(argv, Map.of(), Optional.empty(), most));
    if (!ending.started()) {
      throw AppDoor.refused("running " + program + ": " + Text.line(ending.output(), 200));
    }
    return ending;
  }
}
