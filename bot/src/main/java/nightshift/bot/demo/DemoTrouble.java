package nightshift.bot.demo;

/** The demo cannot go on. Its message is for the person who started it. */
public final class DemoTrouble extends Exception {

  private static final long serialVersionUID = 1L;

  DemoTrouble(String message) {
    super(message);
  }
}
