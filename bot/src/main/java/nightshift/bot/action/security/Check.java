package nightshift.bot.action.security;

import java.util.List;
import java.util.Optional;

/** One part of a scan. It only looks. */
interface Check {

  /** The word for it in arguments and reports: {@code ports}. */
  String name();

  /** What exactly it will look at, for the manifest; changes when that is another thing. */
  String object();

  /** Why it cannot be done here, such as a missing program; empty when it can. */
  Optional<String> missing();

  /** Looks. */
  Found look() throws InterruptedException;

  /**
   * What was found.
   *
   * @param findings what a person should look at, one line each
   * @param remarks how far the look went, and what it did not see
   * @param complete whether it saw all that it was to look at
   */
  record Found(List<String> findings, List<String> remarks, boolean complete) {
    public Found {
      findings = List.copyOf(findings);
      remarks = List.copyOf(remarks);
    }

    /** A look that went all the way. */
    Found(List<String> findings, List<String> remarks) {
      this(findings, remarks, true);
    }

    /** A look that ended early or could not see everything: no findings do not mean none. */
    static Found partial(List<String> findings, List<String> remarks) {
      return new Found(findings, remarks, false);
    }
  }
}
