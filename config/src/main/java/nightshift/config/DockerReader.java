package nightshift.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import nightshift.config.yaml.Cursor;
import nightshift.config.yaml.Fields;
import nightshift.config.yaml.Scalars;

/** Reads {@code docker}: which engine, and which containers may be touched. */
final class DockerReader {

  private static final List<String> KEYS =
      List.of("host", "tls", "containers", "protect", "events", "prune", "registries");
  private static final List<String> PRUNE = List.of("images", "networks", "volumes", "build_cache");
  private static final List<String> TLS = List.of("ca_file", "cert_file", "key_file");
  private static final List<String> REMOTE = List.of("tcp", "ssh");
  private static final List<String> SCHEMES = List.of("unix", "tcp");
  private static final String USUAL = "unix:///var/run/docker.sock";
  private static final Pattern GLOB = Pattern.compile("[A-Za-z0-9_.*?-]+");
  private static final Pattern IMAGE = Pattern.compile("[A-Za-z0-9_.*?/:<>-]+");

  private DockerReader() {}

  /** The Docker section. */
  static Optional<Settings.Docker> read(Cursor at, Map<String, String> environment) {
    return at.fields(KEYS).map(f -> docker(f, environment));
  }

  /**
   * The Docker section of another host: by {@code tcp} with TLS, or by {@code ssh:} through the
   * host's own SSH.
   *
   * @param ssh whether the host has an SSH section
   */
  static Optional<Settings.Docker> ofHost(Cursor at, Map<String, String> environment, boolean ssh) {
    return at.fields(KEYS)
        .map(f -> {
          Optional<URI> host =
              f.need("host", a -> Addresses.uri(a, REMOTE, "tcp://nas.lan:2376"), "ssh:docker");
          f.find("host")
              .filter(a -> !ssh && host.filter(u -> "ssh".equals(u.getScheme())).isPresent())
              .ifPresent(a -> a.error("goes through the host's ssh, and it has no ssh section"));
          return docker(f, host.orElse(URI.create(USUAL)));
        });
  }

  private static Settings.Docker docker(Fields f, Map<String, String> environment) {
    return docker(
        f,
        f.read("host", at -> Addresses.uri(at, SCHEMES, USUAL))
            .orElseGet(() -> host(f, environment)));
  }

  private static Settings.Docker docker(Fields f, URI host) {
    Settings.Docker docker =
        new Settings.Docker(
            host,
            tls(f, host),
            f.each("containers", DockerReader::glob),
            f.each("protect", DockerReader::glob),
            f.or("events", Scalars::flag, true),
            f.or("prune", DockerReader::prune, Settings.Prune.NOTHING),
            f.or("registries", RegistriesReader::read, Map.of()));
    if (docker.containers().isEmpty()) {
      f.self().warning("lists no \"containers\", so none may be touched");
    }
    return docker;
  }

  private static Optional<Settings.Tls> tls(Fields f, URI host) {
    boolean tcp = "tcp".equals(host.getScheme());
    if (!tcp) {
      f.find("tls").ifPresent(at -> at.errorAtKey("is for tcp:// alone"));
    } else if (f.find("tls").isEmpty() && !Addresses.loopback(String.valueOf(host.getHost()))) {
      f.find("host")
          .ifPresent(at ->
              at.error(
                  "is Docker for everybody on the network: add tls: { ca_file, cert_file, key_file"
                      + " }, or use ssh:docker"));
    }
    return f.read("tls", at -> at.fields(TLS)).flatMap(DockerReader::tls);
  }

  private static Optional<Settings.Tls> tls(Fields f) {
    Optional<Path> ca = f.need("ca_file", Secrets::listFile, "/etc/nightshift/docker/ca.pem");
    Optional<Path> cert = f.need("cert_file", Secrets::listFile, "/etc/nightshift/docker/cert.pem");
    Optional<Path> key = f.need("key_file", Secrets::keyFile, "/etc/nightshift/docker/key.pem");
    return ca.isEmpty() || cert.isEmpty() || key.isEmpty()
        ? Optional.empty()
        : Optional.of(new Settings.Tls(ca.get(), cert.get(), key.get()));
  }

  private static Optional<Settings.Prune> prune(Cursor at) {
    return at.fields(PRUNE)
        .map(f ->
            new Settings.Prune(
                f.each("images", DockerReader::image),
                f.each("networks", DockerReader::glob),
                f.each("volumes", DockerReader::glob),
                f.or("build_cache", Scalars::flag, false)));
  }

  private static Optional<String> image(Cursor at) {
    return Scalars.word(
        at, IMAGE, "an image such as registry/name:tag, where * stands for anything");
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
