package nightshift.bot.action.disk;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightshift.bot.host.files.FileCopy;
import nightshift.bot.host.files.RawPath;

/**
 * What one run put into the quarantine: a folder with a manifest of JSON lines, written before
 * anything is moved, and with the files under their numbers. A file is here when, and only when, a
 * file of its number without {@code .part} is: the names in the folder are the journal, so there is
 * no moment at which the journal and the world can differ.
 *
 * @param folder {@code <quarantine>/<reference>}
 * @param header about the run
 * @param files where each came from, by number
 */
record Shelf(Path folder, Header header, List<Picked> files) {

  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final String MANIFEST = "manifest.jsonl";
  private static final String SUMS = "sums";

  /**
   * The manifest's first line.
   *
   * @param reference the step that made it
   * @param created when, in seconds since 1970
   * @param disk what was to be freed, escaped
   * @param bytes how much was to be moved
   */
  record Header(String reference, long created, String disk, long bytes) {}

  private record Entry(int n, String path, String file) {}

  Shelf {
    files = List.copyOf(files);
  }

  /** Makes it, durably, readable by nobody else. The folder must not exist yet. */
  static Shelf create(Path quarantine, Header header, List<Picked> files)
      throws IOException, InterruptedException {
    var closed = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    Files.createDirectories(quarantine, closed);
    Shelf shelf = new Shelf(quarantine.resolve(header.reference()), header, files);
    Files.createDirectory(shelf.folder, closed);
    Files.createDirectory(shelf.content(), closed);
    Path part = shelf.folder.resolve(MANIFEST + ".part");
    try (FileChannel channel =
        FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      BufferedWriter out = new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8));
      shelf.write(out);
      out.flush();
      channel.force(true);
    }
    Files.move(part, shelf.folder.resolve(MANIFEST), StandardCopyOption.ATOMIC_MOVE);
    FileCopy.sync(shelf.folder);
    FileCopy.sync(quarantine);
    return shelf;
  }

  /** Reads it; empty when there is none, or its run ended before it moved anything. */
  static Optional<Shelf> open(Path folder) throws IOException {
    Path manifest = folder.resolve(MANIFEST);
    List<Picked> files = new ArrayList<>();
    try (var lines = Files.newBufferedReader(manifest)) {
      Header header = JSON.readValue(lines.readLine(), Header.class);
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        files.add(
            Picked.parse(JSON.readValue(line, Entry.class).file())
                .orElseThrow(() -> new IOException("its manifest has a line of another form")));
      }
      return Optional.of(new Shelf(folder, header, files));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** The first line alone, which is enough to know its age. */
  static Optional<Header> header(Path folder) throws IOException {
    try (var lines = Files.newBufferedReader(folder.resolve(MANIFEST))) {
      String first = lines.readLine();
      return first == null ? Optional.empty() : Optional.of(JSON.readValue(first, Header.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private void write(BufferedWriter out) throws IOException {
    out.write(JSON.writeValueAsString(header));
    out.write('\n');
    for (int i = 0; i < files.size(); i++) {
      Picked f = files.get(i);
      out.write(JSON.writeValueAsString(new Entry(i + 1, RawPath.shown(f.path()), f.line())));
      out.write('\n');
    }
  }

  /** The folder with the files. */
  Path content() {
    return folder.resolve("files");
  }

  /** What was copied here, by content. */
  Sums sums() {
    return new Sums(folder.resolve(SUMS));
  }

  /** Where file {@code n} is, if it is here. */
  Path file(int n) {
    return content().resolve(String.valueOf(n));
  }

  /** Where file {@code n} is while it is being copied here. */
  Path part(int n) {
    return content().resolve(n + ".part");
  }

  /** The name that file {@code n} has in its own folder while it is being put back. */
  Path returning(int n) {
    return Path.of(".nightshift-" + header.reference() + "-" + n);
  }

  /** The moment from which on its files may be thrown away. */
  static boolean isOver(Header header, Instant before) {
    return header.created() < before.getEpochSecond();
  }
}
