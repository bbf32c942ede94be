package nightshift.storage;

import java.nio.file.Path;

/** A process that has a data directory until it is let go. Argument: the directory. */
final class LockHolder {

  private LockHolder() {}

  public static void main(String[] args) throws Exception {
    DataLock.take(Path.of(args[0]));
    System.out.println("mine");
    System.in.read();
    Runtime.getRuntime().halt(9);
  }
}
