package nightshift.bot.action.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The SHA-256 of every file that was copied onto a shelf, one line each, written before the copy
 * counts as whole. Files that were renamed have none: they are known by their inode.
 *
 * @param file where
 */
record Sums(Path file) {

  private static final Pattern LINE = Pattern.compile("(\\d{1,9}) ([0-9a-f]{64})");

  /** Adds some, durably. */
  void add(Map<Integer, String> sums) throws IOException {
    StringBuilder lines = new StringBuilder();
    // What a power cut left of a line must not become a part of the next one.
    sums.forEach((n, sum) -> lines.append('\n').append(n).append(' ').append(sum).append('\n'));
    ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.US_ASCII));
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
  }

  /** All of them, by the number of the file on its shelf. */
  Map<Integer, String> read() throws IOException {
    Map<Integer, String> sums = new HashMap<>();
    try (var lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher m = LINE.matcher(line);
        if (m.matches()) {
          sums.put(Integer.parseInt(m.group(1)), m.group(2));
        }
      }
    } catch (NoSuchFileException nothingWasCopied) {
      return Map.of();
    }
    return sums;
  }
}
