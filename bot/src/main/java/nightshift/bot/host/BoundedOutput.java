package nightshift.bot.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import nightshift.engine.action.Bytes;
import nightshift.engine.alert.Text;

/** The beginning and the end of what a program wrote; the middle is counted and dropped. */
public final class BoundedOutput {

  /** How the line ends that stands for what was dropped. */
  public static final String LEFT_OUT = " left out here) …";

  private final byte[] head;
  private final byte[] tail;
  private long total;

  /**
   * @param bytes most bytes kept in all
   */
  public BoundedOutput(int bytes) {
    head = new byte[bytes / 2];
    tail = new byte[bytes - bytes / 2];
  }

  /** Reads to the end, always: a program whose output nobody takes stands still. */
  public void drain(InputStream in) throws IOException {
    byte[] block = new byte[8192];
    for (int n = in.read(block); n >= 0; n = in.read(block)) {
      add(block, 0, n);
    }
  }

  /** Takes bytes that somebody else reads. */
  public OutputStream sink() {
    return new OutputStream() {
      @Override
      public void write(int b) {
        add(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] block, int from, int length) {
        add(block, from, length);
      }
    };
  }

  private synchronized void add(byte[] block, int from, int n) {
    for (int i = from; i < from + n; i++) {
      if (total < head.length) {
        head[(int) total] = block[i];
      } else {
        tail[(int) ((total - head.length) % tail.length)] = block[i];
      }
      total++;
    }
  }

  /** What is kept, as clean text, saying how much was cut out. */
  public synchronized String text() {
    int first = (int) Math.min(total, head.length);
    String start = new String(head, 0, first, StandardCharsets.UTF_8);
    long rest = total - first;
    if (rest == 0) {
      return clean(start);
    }
    int kept = (int) Math.min(rest, tail.length);
    byte[] end = new byte[kept];
    for (int i = 0; i < kept; i++) {
      end[i] = tail[(int) ((rest - kept + i) % tail.length)];
    }
    long dropped = rest - kept;
    String note = dropped == 0 ? "" : "\n… (" + Bytes.shown(dropped) + LEFT_OUT + "\n";
    if (dropped == 0) {
      byte[] all = new byte[first + kept];
      System.arraycopy(head, 0, all, 0, first);
      System.arraycopy(end, 0, all, first, kept);
      return clean(new String(all, StandardCharsets.UTF_8));
    }
    return clean(start + note + new String(end, StandardCharsets.UTF_8));
  }

  private static String clean(String raw) {
    return Text.block(raw.replace("\r\n", "\n"), Integer.MAX_VALUE);
  }
}
