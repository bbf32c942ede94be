package nightshift.config;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import nightshift.config.yaml.Cursor;
import nightshift.config.yaml.Fields;
import nightshift.config.yaml.Scalars;

/** Reads {@code docker}: which engine, and which containers may be touched. */
final class DockerReader {

  private static final List<String> KEYS = List.of("host", "containers", "protect", "events");
  private static final List<String> SCHEMES = List.of("unix", "tcp");
  private static final String USUAL = "unix:///var/run/docker.sock";
  private static final Pattern GLOB = Pattern.compile("[A-Za-z0-9_.*?-]+");

  private DockerReader() {}

  /** The Docker section. */
  static Optional<Settings.Docker> read(Cursor at, Map<String, String> environment) {
    return at.fields(KEYS).map(f -> docker(f, environment));
  }

  private static Settings.Docker docker(Fields f, Map<String, String> environment) {
    Settings.Docker docker =
        new Settings.Docker(
            f.read("host", at -> Addresses.uri(at, SCHEMES, USUAL))
                .orElseGet(() -> host(f, environment)),
            f.each("containers", DockerReader::glob),
            f.each("protect", DockerReader::glob),
            f.or("events", Scalars::flag, true));
    if (docker.containers().isEmpty()) {
      f.self().warning("lists no \"containers\", so none may be touched");
    }
    return docker;
  }

  private static URI host(Fields f, Map<String, String> environment) {
    String named = environment.getOrDefault("DOCKER_HOST", USUAL);
    if (SCHEMES.stream().anyMatch(s -> named.startsWith(s + "://")) && named.matches("\\S+")) {
      return URI.create(named);
    }
    f.self().error("the environment variable DOCKER_HOST is not a unix:// or tcp:// URL");
    return URI.create(USUAL);
  }

  private static Optional<String> glob(Cursor at) {
    return Scalars.word(at, GLOB, "a container name, where * and ? stand for anything");
  }
}
