package nightshift.bot.host.net;

/** What becomes of a stranger's packet. */
public enum Verdict {
  OPEN,
  CLOSED,
  /** It depends on something that cannot be known here, such as who sends it. */
  UNSURE
}
