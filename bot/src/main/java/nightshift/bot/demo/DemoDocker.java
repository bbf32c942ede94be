package nightshift.bot.demo;

import java.net.URI;
import java.util.Map;

/** Where a Docker Engine would be. */
final class DemoDocker {

  private static final URI USUAL = URI.create("unix:///var/run/docker.sock");

  private DemoDocker() {}

  /** What {@code DOCKER_HOST} says, if it is an address that we speak; else the usual socket. */
  static URI engine(Map<String, String> environment) {
    String named = environment.getOrDefault("DOCKER_HOST", "");
    return named.matches("(unix|tcp)://[!-~]+") ? URI.create(named) : USUAL;
  }
}
