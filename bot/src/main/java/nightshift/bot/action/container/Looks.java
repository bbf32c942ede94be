package nightshift.bot.action.container;

import nightshift.bot.host.docker.ContainerFacts;
import nightshift.bot.host.docker.DockerHost;
import nightshift.bot.host.docker.DockerTrouble;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Target;

/** What the container probes share: finding the container, and saying why it cannot be seen. */
final class Looks {

  private Looks() {}

  static ContainerFacts find(DockerHost host, Target target)
      throws ProbeException, InterruptedException {
    if (!target.kind().equals("container")) {
      throw new ProbeException(
          ProbeException.Kind.NO_SUCH_TARGET, "looking at " + target + ": this is no container");
    }
    try {
      return host.inspect(target.name());
    } catch (DockerTrouble e) {
      throw blind(e);
    }
  }

  static ProbeException blind(DockerTrouble e) {
    return new ProbeException(
        switch (e.kind()) {
          case NOT_ALLOWED, NO_SUCH_CONTAINER -> ProbeException.Kind.NO_SUCH_TARGET;
          case UNREACHABLE, REFUSED, NO_ANSWER -> ProbeException.Kind.UNREACHABLE;
        },
        String.valueOf(e.getMessage()));
  }
}
