package nightshift.bot.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import nightshift.engine.diagnosis.Target;

/**
 * The folder that the demo lives in, and where things are in it.
 *
 * @param root absolute, without symbolic links in it
 * @param temporary whether it goes when the demo ends
 */
record DemoFolder(Path root, boolean temporary) {

  private static final String SIGN = "# The configuration of this demo";

  /**
   * A folder to use: the given one, or a new temporary one.
   *
   * @throws DemoTrouble when it holds something else, or its name cannot be a target's
   */
  static DemoFolder open(Optional<Path> wanted) throws DemoTrouble {
    try {
      if (wanted.isEmpty()) {
        return new DemoFolder(fresh().toRealPath(), true);
      }
      Path root = Files.createDirectories(wanted.get().toAbsolutePath()).toRealPath();
      DemoFolder folder = new DemoFolder(root, false);
      folder.refuseStrangers();
      return folder;
    } catch (IOException e) {
      throw new DemoTrouble(
          "making the demo's folder "
              + wanted.map(Path::toString).orElse("in the folder for temporary files")
              + ": check that it can be written");
    }
  }

  /** A short name: it is on every card. Only its owner can look into it. */
  private static Path fresh() throws IOException {
    String name = "nightshift-demo-" + UUID.randomUUID().toString().substring(0, 6);
    return Files.createDirectory(
        Path.of(System.getProperty("java.io.tmpdir")).resolve(name),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  private void refuseStrangers() throws IOException, DemoTrouble {
    if (Files.exists(config())) {
      List<String> lines = Files.readAllLines(config());
      if (lines.isEmpty() || !lines.getFirst().startsWith(SIGN)) {
        throw new DemoTrouble(
            "using " + root + ": its nightshift.yaml is not a demo's; give another --data folder");
      }
    } else {
      try (Stream<Path> entries = Files.list(root)) {
        if (entries.findAny().isPresent()) {
          throw new DemoTrouble(
              "using " + root + ": it is not empty, and no demo's; give another --data folder");
        }
      }
    }
    try {
      new Target("disk", pool().toString());
    } catch (IllegalArgumentException unspeakable) {
      throw new DemoTrouble(
          "using " + root + ": a path of letters, digits, dots and dashes is needed");
    }
  }

  Path config() {
    return root.resolve("nightshift.yaml");
  }

  Path playbooks() {
    return root.resolve("playbooks");
  }

  Path token() {
    return root.resolve("admin.token");
  }

  Path pool() {
    return root.resolve("pool");
  }

  Path poolTmp() {
    return pool().resolve("tmp");
  }

  Path service() {
    return root.resolve("service.sh");
  }

  Path www() {
    return root.resolve("www");
  }

  /** Removes it with everything in it, if it is temporary. Never follows links. */
  void remove() throws IOException {
    if (!temporary) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(root)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path p : deepestFirst) {
      Files.deleteIfExists(p);
    }
  }
}
