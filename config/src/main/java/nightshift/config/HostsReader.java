package nightshift.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import nightshift.config.yaml.Cursor;
import nightshift.config.yaml.Fields;
import nightshift.config.yaml.Scalars;

/** Reads {@code hosts}: the other machines, and how each is reached. */
final class HostsReader {

  private static final List<String> KEYS = List.of("ssh", "docker");
  private static final List<String> SSH =
      List.of("address", "port", "user", "key_file", "known_hosts_file");
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]*");
  private static final Pattern ADDRESS =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,62}|[0-9A-Fa-f:]{2,39}");
  private static final Pattern USER = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,31}");
  private static final int SSH_PORT = 22;
  private static final String LOCAL = "local";

  private HostsReader() {}

  /** Every host by its name, in the order of the file. */
  static Map<String, Settings.Host> read(Fields settings, Map<String, String> environment) {
    Map<String, Settings.Host> out = new LinkedHashMap<>();
    settings
        .read("hosts", Cursor::entries)
        .ifPresent(all ->
            all.forEach((name, at) -> {
              if (!NAME.matcher(name).matches() || name.length() > 63) {
                at.errorAtKey("a host's name has lower-case letters, digits, dots and dashes");
              } else if (name.equals(LOCAL)) {
                at.errorAtKey("is this machine, which needs no entry");
              }
              at.fields(KEYS).ifPresent(f -> out.put(name, host(f, environment)));
            }));
    return java.util.Collections.unmodifiableMap(out);
  }

  private static Settings.Host host(Fields f, Map<String, String> environment) {
    Optional<Settings.Ssh> ssh = f.read("ssh", at -> at.fields(SSH)).flatMap(HostsReader::ssh);
    Optional<Settings.Docker> docker =
        f.read("docker", at -> DockerReader.ofHost(at, environment, f.find("ssh").isPresent()));
    if (f.find("ssh").isEmpty() && f.find("docker").isEmpty()) {
      f.self().error("says neither ssh nor docker, so nothing reaches it");
    }
    return new Settings.Host(ssh, docker);
  }

  private static Optional<Settings.Ssh> ssh(Fields f) {
    Optional<String> address =
        f.need("address", at -> Scalars.word(at, ADDRESS, "a host name or address"), "nas.lan");
    int port = f.or("port", at -> Scalars.whole(at, 1, 65_535), SSH_PORT);
    Optional<String> user =
        f.need("user", at -> Scalars.word(at, USER, "a user's name there"), "nightshift");
    Optional<Path> key = f.need("key_file", Secrets::keyFile, "/etc/nightshift/nas.key");
    Optional<Path> known =
        f.need("known_hosts_file", Secrets::listFile, "/etc/nightshift/known_hosts");
    if (address.isEmpty() || user.isEmpty() || key.isEmpty() || known.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Settings.Ssh(address.get(), port, user.get(), key.get(), known.get()));
  }
}
