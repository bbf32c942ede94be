package nightshift.bot.host.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * A folder held open, reached from {@code /} one component at a time without following a link.
 * Whatever is done to a name in it happens in this very folder, even when somebody swaps a
 * component of its path for a link meanwhile.
 */
public final class SecureFolder implements AutoCloseable {

  private final Path path;
  private final SecureDirectoryStream<Path> stream;

  private SecureFolder(Path path, SecureDirectoryStream<Path> stream) {
    this.path = path;
    this.stream = stream;
  }

  /**
   * Opens it.
   *
   * @param path absolute and normalised
   * @throws IOException when a component is missing, may not be read, or is a link
   */
  public static SecureFolder open(Path path) throws IOException {
    DirectoryStream<Path> top = Files.newDirectoryStream(Path.of("/"));
    if (!(top instanceof SecureDirectoryStream<Path> here)) {
      top.close();
      throw new IOException("this platform cannot hold folders open");
    }
    try {
      for (Path part : path) {
        SecureDirectoryStream<Path> next = here.newDirectoryStream(part, LinkOption.NOFOLLOW_LINKS);
        here.close();
        here = next;
      }
    } catch (IOException e) {
      here.close();
      throw e;
    }
    return new SecureFolder(path, here);
  }

  /** Where it was when it was opened. */
  public Path path() {
    return path;
  }

  /** Which file {@code name} is now; empty when there is none. */
  public Optional<Identity> find(Path name) throws IOException {
    try {
      return Optional.of(Identity.of(attributes(name)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Owner, mode and times of {@code name}, not of what it links to. */
  public PosixFileAttributes attributes(Path name) throws IOException {
    return view(name).readAttributes();
  }

  /** To set owner, mode and times of {@code name}. */
  public PosixFileAttributeView view(Path name) {
    return stream.getFileAttributeView(
        name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
  }

  /** Opens {@code name} for reading, never through a link. */
  public FileChannel read(Path name) throws IOException {
    return file(
        stream.newByteChannel(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)));
  }

  /** Opens {@code name}, which exists, for reading and writing, never through a link. */
  public FileChannel change(Path name) throws IOException {
    return file(
        stream.newByteChannel(
            name,
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)));
  }

  /** Makes {@code name}, readable by its owner alone, which must not exist yet. */
  public FileChannel create(Path name) throws IOException {
    return file(
        stream.newByteChannel(
            name,
            Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))));
  }

  /** Removes {@code name}, which is no folder. */
  public void delete(Path name) throws IOException {
    stream.deleteFile(name);
  }

  /** Renames {@code name} into another folder of the same file system. */
  public void move(Path name, SecureFolder to, Path newName) throws IOException {
    stream.move(name, to.stream, newName);
  }

  private static FileChannel file(SeekableByteChannel channel) throws IOException {
    if (channel instanceof FileChannel f) {
      return f;
    }
    channel.close();
    throw new IOException("this platform opens no plain files in held folders");
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
