package nightshift.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;
import nightshift.config.yaml.Cursor;
import nightshift.config.yaml.Fields;
import nightshift.config.yaml.Scalars;
import nightshift.engine.plan.Digests;

/** Reads secrets; those that we only have to recognise are kept as hashes. */
final class Secrets {

  private static final int SHORTEST = 16;
  private static final int LONGEST = 1_024;
  private static final Set<PosixFilePermission> TOO_OPEN =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_WRITE);

  private Secrets() {}

  /**
   * SHA-256 of the secret in {@code <key>_file}, or of {@code <key>: ${NAME}}. A secret written
   * into the file itself is refused, and not repeated in the message.
   */
  static Optional<String> hash(Fields f, String key) {
    return read(f, key).map(Digests::sha256);
  }

  /** Like {@link #hash}, but the secret itself, where another server has to be shown it. */
  static Optional<String> read(Fields f, String key) {
    return read(f, key, SHORTEST);
  }

  /**
   * Like {@link #read(Fields, String)}, for secrets that others chose.
   *
   * @param shortest how many characters it has at least
   */
  static Optional<String> read(Fields f, String key, int shortest) {
    return read(f, key, shortest, LONGEST);
  }

  /**
   * Like {@link #read(Fields, String, int)}, for secrets that may be long.
   *
   * @param longest how many characters it has at most
   */
  static Optional<String> read(Fields f, String key, int shortest, int longest) {
    Optional<Cursor> inline = f.find(key);
    if (inline.isPresent() && f.find(key + "_file").isPresent()) {
      inline.get().errorAtKey("write either " + key + " or " + key + "_file, not both");
      return Optional.empty();
    }
    return inline.isPresent()
        ? variable(inline.get(), key, shortest, longest)
        : f.read(key + "_file", at -> file(at, shortest, longest));
  }

  private static Optional<String> variable(Cursor at, String key, int shortest, int longest) {
    if (!Scalars.isVariable(at)) {
      at.error(
          "a secret does not belong in this file; write "
              + key
              + "_file: PATH, or "
              + key
              + ": ${NAME}");
      return Optional.empty();
    }
    return Scalars.text(at).flatMap(t -> usable(at, t.strip(), shortest, longest));
  }

  private static Optional<String> file(Cursor at, int shortest, int longest) {
    return Scalars.path(at)
        .flatMap(path -> {
          try {
            warnIfOpen(at, path);
            return usable(at, content(path, longest), shortest, longest);
          } catch (IOException e) {
            at.error("cannot read " + path + "; check that it is there, and its owner and mode");
            return Optional.empty();
          }
        });
  }

  /**
   * A file that holds a private key: readable, and best by its owner alone. It is not read here.
   */
  static Optional<Path> keyFile(Cursor at) {
    return readable(at)
        .filter(path -> {
          try {
            warnIfOpen(at, path);
          } catch (IOException e) {
            at.error("cannot look at " + path + "; check its owner");
            return false;
          }
          return true;
        });
  }

  /** A file without secrets that is there and can be read. It is not read here. */
  static Optional<Path> listFile(Cursor at) {
    return readable(at);
  }

  private static Optional<Path> readable(Cursor at) {
    return Scalars.path(at)
        .filter(path -> {
          boolean good = Files.isRegularFile(path) && Files.isReadable(path);
          if (!good) {
            at.error("cannot read " + path + "; check that it is there, and its owner and mode");
          }
          return good;
        });
  }

  private static String content(Path path, int longest) throws IOException {
    // A secret may come through a link (that is how Kubernetes mounts them), but not from a device.
    if (!Files.isRegularFile(path)) {
      throw new IOException("not a regular file");
    }
    try (InputStream in = Files.newInputStream(path)) {
      return new String(in.readNBytes(longest + 1), StandardCharsets.UTF_8).strip();
    }
  }

  private static void warnIfOpen(Cursor at, Path path) throws IOException {
    if (!Files.getFileStore(path).supportsFileAttributeView("posix")) {
      return;
    }
    Set<PosixFilePermission> mode = Files.getPosixFilePermissions(path);
    if (mode.stream().anyMatch(TOO_OPEN::contains)) {
      at.warning("others on this machine can read " + path + "; run chmod 600 on it");
    }
  }

  private static Optional<String> usable(Cursor at, String secret, int shortest, int longest) {
    if (secret.length() < shortest || secret.length() > longest) {
      at.error("a token has " + shortest + " to " + longest + " characters; this one has not");
      return Optional.empty();
    }
    return Optional.of(secret);
  }
}
