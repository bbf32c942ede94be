package nightshift.config;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import nightshift.config.yaml.Cursor;
import nightshift.config.yaml.Fields;
import nightshift.config.yaml.Loaded;
import nightshift.config.yaml.Scalars;
import nightshift.config.yaml.Source;
import nightshift.engine.learn.LearningRules;
import nightshift.engine.policy.Attention;

/** Loads {@code nightshift.yaml}. */
public final class SettingsLoader {

  private static final List<String> KEYS =
      List.of(
          "data",
          "http",
          "docker",
          "disk",
          "zfs",
          "endpoints",
          "actions",
          "people",
          "approval",
          "automatic",
          "protect",
          "targets",
          "freezes",
          "groups",
          "time_zone",
          "playbooks",
          "chat",
          "hosts",
          "notify",
          "audit",
          "learning",
          "processes",
          "security",
          "apps",
          "services",
          "network");
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]*");

  private SettingsLoader() {}

  /**
   * Reads the file. Never throws for what is in it.
   *
   * @param environment where {@code ${NAME}} values come from
   */
  public static Loaded<Settings> load(Path file, Map<String, String> environment) {
    Loaded<Settings> read = whatIsReadable(file, environment);
    return read.ok() ? read : new Loaded<>(Optional.empty(), read.problems());
  }

  /**
   * Reads the file, and leaves out what is wrong in it, so that what refers to it can be checked in
   * the same run. Nothing must ever be done by such settings: they are not what somebody meant.
   */
  public static Loaded<Settings> whatIsReadable(Path file, Map<String, String> environment) {
    Source.Reading reading = Source.open(file, environment);
    Optional<Settings> settings =
        reading
            .root()
            .flatMap(root -> root.fields(KEYS))
            .map(fields -> settings(fields, folder(file), environment));
    return new Loaded<>(settings, reading.source().problems());
  }

  /**
   * What holds without a file: loopback, no Docker, no disks, nobody who may approve anything.
   *
   * @param folder gets the data, and is where playbooks are looked for
   */
  public static Settings defaults(Path folder) {
    return new Settings(
        folder.resolve("nightshift-data"),
        HttpReader.USUAL,
        Optional.empty(),
        DiskReader.NONE,
        Settings.Zfs.NOTHING,
        Map.of(),
        List.of(),
        List.of(),
        PolicyReader.USUAL,
        folder.resolve("playbooks"),
        Optional.empty(),
        Map.of(),
        Attention.USUAL,
        Optional.empty(),
        LearningRules.USUAL,
        ProcessesReader.NONE,
        ProcessesReader.USUAL,
        Map.of(),
        Optional.empty(),
        ServicesReader.NONE,
        NetworkReader.NONE);
  }

  private static Path folder(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }

  private static Settings settings(Fields f, Path folder, Map<String, String> environment) {
    Settings usual = defaults(folder);
    List<Settings.Member> people = new PeopleReader().read(f);
    Settings.Http http = HttpReader.read(f, people);
    Map<String, Settings.Host> hosts = HostsReader.read(f, environment);
    Optional<Fields> rooms = ChatReader.rooms(f);
    return new Settings(
        f.or("data", Scalars::path, usual.data()),
        http,
        f.read("docker", at -> DockerReader.read(at, environment)),
        f.or("disk", DiskReader::read, usual.disk()),
        f.or("zfs", ZfsReader::read, usual.zfs()),
        endpoints(f),
        ActionsReader.read(f, hosts),
        people,
        PolicyReader.read(f, people),
        f.or("playbooks", SettingsLoader::existing, usual.playbooks()),
        rooms.flatMap(ChatReader::discord),
        hosts,
        NotifyReader.read(f, people),
        AuditReader.keep(f),
        LearningReader.read(f),
        f.or("processes", ProcessesReader::processes, usual.processes()),
        f.or("security", ProcessesReader::security, usual.security()),
        AppsReader.read(f),
        rooms.flatMap(MatrixReader::matrix),
        f.or("services", ServicesReader::read, usual.services()),
        f.or("network", NetworkReader::read, usual.network()));
  }

  private static Optional<Path> existing(Cursor at) {
    return Scalars.path(at)
        .filter(folder -> {
          if (!Files.isDirectory(folder)) {
            at.error("there is no folder " + folder);
          }
          return Files.isDirectory(folder);
        });
  }

  private static Map<String, URI> endpoints(Fields f) {
    Map<String, URI> out = new LinkedHashMap<>();
    f.read("endpoints", Cursor::entries)
        .ifPresent(all ->
            all.forEach((name, at) -> {
              if (!NAME.matcher(name).matches()) {
                at.errorAtKey("a name has lower-case letters, digits, dots and dashes");
              }
              Addresses.url(at).ifPresent(uri -> out.put(name, uri));
            }));
    return Map.copyOf(out);
  }

  /** How long a quarantine keeps files when nothing else is said. */
  static final Duration RETENTION = Duration.ofDays(7);
}
