package nightshift.bot.action.custom;

import java.nio.file.Path;

/** Looks at the files that a command is made of, where it would run. */
interface Sight {

  /** The path and the state of a program that may be run, on one line. */
  String program(Path path) throws Unfit, InterruptedException;

  /** The path and the content's hash of a file that really is below a folder, on one line. */
  String file(Path path, Path folder) throws Unfit, InterruptedException;

  /** Refuses a folder that is not there. */
  void folder(Path path) throws Unfit, InterruptedException;

  /** What was looked at does not do. The message says why, and begins with its name. */
  final class Unfit extends Exception {

    private static final long serialVersionUID = 1L;

    Unfit(String message) {
      super(message);
    }
  }
}
