package nightshift.bot.demo;

import java.util.List;

/** What the demo says at its start. */
final class DemoStory {

  private DemoStory() {}

  /** Five lines, the token, and how to use it. */
  static List<String> lines(DemoFolder folder, String link, String token, boolean withContainer) {
    return List.of(
        "",
        "1. Open " + link + " (works once; logs you in as " + Demo.PERSON + ").",
        "2. A small HTTP service is about to be killed. Nightshift restarts it by itself.",
        "3. A pool of 64 MiB is over 90 % full. Its card asks you: approve it, then undo it.",
        withContainer
            ? "4. A container of the demo's own crashes. Nightshift hears it from Docker, restarts it."
            : "4. No Docker Engine with a small image answers here, so no container takes part.",
        "5. Ctrl-C ends it"
            + (folder.temporary()
                ? " and removes everything it made."
                : "; " + folder.root() + " stays, and the next run goes on with it."),
        "",
        "API token of " + Demo.PERSON + ": " + token,
        "  also in " + folder.token() + "; the configuration and playbooks are beside it",
        "");
  }
}
