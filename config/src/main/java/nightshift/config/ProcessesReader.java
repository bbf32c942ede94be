package nightshift.config;

import java.util.List;
import java.util.Optional;
import nightshift.config.yaml.Cursor;
import nightshift.config.yaml.Fields;
import nightshift.config.yaml.Scalars;

/** Reads {@code processes} and {@code security}: what may be stopped, and what is expected. */
final class ProcessesReader {

  /** No process may be touched. */
  static final Settings.Processes NONE = new Settings.Processes(List.of());

  /** No port is expected to be open, and the usual folders are searched. */
  static final SecuritySettings USUAL =
      new SecuritySettings(
          List.of(), List.of("/usr", "/opt", "/home", "/tmp", "/var/tmp", "/dev/shm"));

  private static final List<String> PROCESSES = List.of("allow");
  private static final List<String> SECURITY = List.of("ports", "search");

  private ProcessesReader() {}

  /** The processes section. */
  static Optional<Settings.Processes> processes(Cursor at) {
    return at.fields(PROCESSES)
        .map(f -> new Settings.Processes(f.each("allow", ProcessesReader::program)));
  }

  /** The security section. */
  static Optional<SecuritySettings> security(Cursor at) {
    return at.fields(SECURITY).map(ProcessesReader::expected);
  }

  private static SecuritySettings expected(Fields f) {
    List<String> search = f.each("search", ProcessesReader::program);
    return new SecuritySettings(
        f.each("ports", at -> Scalars.whole(at, 1, 65_535)),
        search.isEmpty() ? USUAL.search() : search);
  }

  // As text: the kernel's own spelling of a program's path is what it is compared with.
  private static Optional<String> program(Cursor at) {
    return Scalars.text(at)
        .filter(path -> {
          boolean whole = path.startsWith("/") && !path.contains("/../") && !path.endsWith("/");
          if (!whole) {
            at.error("must be a whole path such as /usr/bin/ffmpeg; names and patterns are not");
          }
          return whole;
        });
  }
}
