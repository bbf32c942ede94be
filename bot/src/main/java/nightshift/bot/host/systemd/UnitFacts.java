package nightshift.bot.host.systemd;

import java.util.Map;

/**
 * One look at one unit, in systemd's own words.
 *
 * @param id the full name
 * @param load {@code loaded}, {@code not-found}, {@code masked}, {@code bad-setting}, {@code error}
 * @param active {@code active}, {@code inactive}, {@code failed}, {@code activating}, …
 * @param sub the type's own state: {@code running}, {@code auto-restart}, {@code exited}
 * @param result how its last run ended: {@code success}, {@code exit-code}, {@code oom-kill}, …
 * @param exitCode of its main process, or the number of the signal that ended it
 * @param killed whether a signal ended its main process
 * @param restarts by systemd itself since it was last started by somebody
 * @param invocation another one after every start; empty when it never ran, or when systemd has
 *     forgotten its last run
 * @param tellsRuns whether this systemd gives each run a number of its own (since version 232)
 * @param since when it last became active, as systemd writes it; empty when it never was
 * @param type {@code simple}, {@code oneshot}, {@code notify}; empty for units that are no service
 * @param stale whether its files changed and systemd has not read them again
 * @param fragment the file that defines it
 */
public record UnitFacts(
    String id,
    String load,
    String active,
    String sub,
    String result,
    int exitCode,
    boolean killed,
    long restarts,
    String invocation,
    boolean tellsRuns,
    String since,
    String type,
    boolean stale,
    String fragment) {

  private static final String EXITED = "1";

  static UnitFacts of(Map<String, String> show) {
    String code = show.getOrDefault("ExecMainCode", "0");
    return new UnitFacts(
        show.getOrDefault("Id", ""),
        show.getOrDefault("LoadState", ""),
        show.getOrDefault("ActiveState", ""),
        show.getOrDefault("SubState", ""),
        show.getOrDefault("Result", ""),
        (int) number(show, "ExecMainStatus"),
        !code.equals("0") && !code.equals(EXITED),
        number(show, "NRestarts"),
        show.getOrDefault("InvocationID", ""),
        show.containsKey("InvocationID"),
        show.getOrDefault("ActiveEnterTimestamp", ""),
        show.getOrDefault("Type", ""),
        "yes".equals(show.get("NeedDaemonReload")),
        show.getOrDefault("FragmentPath", ""));
  }

  private static long number(Map<String, String> show, String key) {
    String text = show.getOrDefault(key, "");
    return text.matches("\\d{1,9}") ? Long.parseLong(text) : 0;
  }

  /** Whether systemd knows it and could read it. */
  public boolean loaded() {
    return load.equals("loaded");
  }

  /** Whether it is up, or on its way. */
  public boolean up() {
    return active.equals("active") || active.equals("activating") || active.equals("reloading");
  }

  /** Whether it failed. */
  public boolean failed() {
    return active.equals("failed");
  }

  /** Whether it is active; a one-shot that ended well counts too. */
  public boolean well() {
    boolean done = type.equals("oneshot") && active.equals("inactive") && result.equals("success");
    return loaded() && (active.equals("active") || done && !invocation.isEmpty());
  }

  /** How it is, in a few words: {@code failed (exit-code, exit code 3)}. */
  public String shown() {
    if (!loaded()) {
      return load;
    }
    if (failed()) {
      String how = killed ? "signal " + exitCode : "exit code " + exitCode;
      return "failed (" + result + (exitCode == 0 ? "" : ", " + how) + ")";
    }
    return active + " (" + sub + ")";
  }
}
