package nightshift.bot.http;

import io.javalin.http.Context;

/** One way to prove who one is: a bearer token, a session cookie. */
public interface Credential {

  /** Looks for this kind of proof in a request. Answers at once and writes nothing. */
  Reading read(Context request);

  /** What was found. */
  sealed interface Reading {

    /** The request carries no such proof; the next kind may be tried. */
    record Absent() implements Reading {}

    /**
     * The request carries one that is not, or no longer, good.
     *
     * @param why for its sender: it says nothing about what would be good that is not in the docs
     */
    record Wrong(String why) implements Reading {}

    /** A good one. */
    record Known(Caller caller) implements Reading {}
  }
}
