package nightshift.bot.host.ssh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Passes on what comes after one line. What comes before it is what a login shell says by itself;
 * it is only passed on, cut, when the line never comes.
 */
final class AfterLine extends OutputStream {

  private static final int LONGEST = 4_096;

  private final OutputStream rest;
  private final ByteArrayOutputStream before = new ByteArrayOutputStream();
  private byte[] line = new byte[0];
  private boolean begun;

  AfterLine(OutputStream rest) {
    this.rest = rest;
  }

  /** What to wait for, before anything can have come. */
  synchronized void awaitLine(String text) {
    line = (text + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Whether the line came. Until then {@link #rest} gets nothing. */
  synchronized boolean begun() {
    return begun;
  }

  @Override
  public synchronized void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] block, int from, int length) throws IOException {
    if (begun) {
      rest.write(block, from, length);
      return;
    }
    before.write(block, from, length);
    byte[] all = before.toByteArray();
    int at = find(all);
    if (at >= 0) {
      begun = true;
      before.reset();
      rest.write(all, at, all.length - at);
    } else if (all.length > LONGEST) {
      before.reset();
      before.write(all, all.length - LONGEST, LONGEST);
    }
  }

  private int find(byte[] all) {
    for (int i = 0; line.length > 0 && i + line.length <= all.length; i++) {
      if (java.util.Arrays.equals(all, i, i + line.length, line, 0, line.length)) {
        return i + line.length;
      }
    }
    return -1;
  }

  /** What was said before, when the line never came. */
  synchronized String before() {
    return before.toString(StandardCharsets.UTF_8);
  }
}
