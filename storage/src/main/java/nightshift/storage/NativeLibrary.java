package nightshift.storage;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import nightshift.engine.port.LedgerException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteDataSource;

/**
 * SQLite's native library, which the driver unpacks into a temporary folder to load it. The driver
 * removes that file only when Java ends in order: a process that is killed would leave 1.3 MB for
 * ever, and one that dies and starts again all night would fill the disk. So it is unpacked into a
 * folder of its own, which is gone as soon as the library is in memory.
 */
final class NativeLibrary {

  private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);
  private static final String FOLDER = "org.sqlite.tmpdir";
  private static final String UNPACKED_ALREADY = "org.sqlite.lib.path";
  private static boolean loaded;

  private NativeLibrary() {}

  /**
   * Loads the library, once in each process and before the first connection.
   *
   * @throws LedgerException when no program may be put into the temporary folder, or run from there
   */
  static synchronized void load() {
    if (!loaded) {
      if (System.getProperty(UNPACKED_ALREADY) == null) {
        unpackAndLoad();
      }
      loaded = true;
    }
  }

  private static void unpackAndLoad() {
    @Nullable String named = System.getProperty(FOLDER);
    Path parent = Path.of(named != null ? named : System.getProperty("java.io.tmpdir"));
    try {
      Path folder = Files.createTempDirectory(parent, "nightshift-sqlite-");
      try {
        mustExecute(folder);
        System.setProperty(FOLDER, folder.toString());
        connect();
      } finally {
        restore(named);
        remove(folder);
      }
    } catch (IOException | SQLException e) {
      throw new LedgerException(
          ("loading SQLite's native library through %s: %s; name another folder, in which this user"
                  + " may write and execute: NIGHTSHIFT_JAVA_OPTS=-Dorg.sqlite.tmpdir=FOLDER")
              .formatted(parent, e),
          e);
    }
  }

  // The driver would say this with a stack trace in the log, and then go on to other places.
  private static void mustExecute(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Path program = Files.createFile(folder.resolve("program"));
      Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
      if (!Files.isExecutable(program)) {
        throw new IOException("nothing may be executed there, it is mounted noexec");
      }
    }
  }

  private static void connect() throws SQLException {
    SQLiteDataSource nowhere = new SQLiteDataSource();
    nowhere.setUrl("jdbc:sqlite::memory:");
    nowhere.getConnection().close();
  }

  private static void restore(@Nullable String named) {
    if (named == null) {
      System.clearProperty(FOLDER);
    } else {
      System.setProperty(FOLDER, named);
    }
  }

  private static void remove(Path folder) {
    try {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
        for (Path file : files) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    } catch (IOException e) {
      // It is loaded: some systems keep a file in use, and then it is the driver's to remove.
      LOG.debug("removing {}: {}", folder, e.getMessage());
    }
  }
}
