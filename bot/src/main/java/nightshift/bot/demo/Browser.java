package nightshift.bot.demo;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.bot.host.Command;
import nightshift.bot.host.Commands;

/** Opens a page in the browser of a person who sits at a desktop. */
public final class Browser {

  private static final List<String> OPENERS = List.of("/usr/bin/xdg-open", "/usr/bin/open");
  private static final List<String> DESKTOP =
      List.of(
          "DISPLAY",
          "WAYLAND_DISPLAY",
          "XAUTHORITY",
          "XDG_RUNTIME_DIR",
          "DBUS_SESSION_BUS_ADDRESS",
          "HOME");
  // Some openers stay for as long as the browser does.
  private static final Duration PATIENCE = Duration.ofDays(1);

  private Browser() {}

  /**
   * Opens it where there is a desktop; does nothing elsewhere.
   *
   * @param environment where the desktop is
   */
  public static void open(URI page, Map<String, String> environment) {
    Map<String, String> desktop = new HashMap<>(environment);
    desktop.keySet().retainAll(DESKTOP);
    boolean mac = Files.isExecutable(Path.of("/usr/bin/open")) && !hasScreen(desktop);
    Optional<String> opener =
        OPENERS.stream().filter(o -> Files.isExecutable(Path.of(o))).findFirst();
    if (opener.isEmpty() || (!hasScreen(desktop) && !mac)) {
      return;
    }
    Command command =
        new Command(List.of(opener.get(), page.toString()), desktop, Optional.empty(), PATIENCE);
    Thread.ofVirtual().name("browser").start(() -> run(command));
  }

  private static boolean hasScreen(Map<String, String> desktop) {
    return desktop.containsKey("DISPLAY") || desktop.containsKey("WAYLAND_DISPLAY");
  }

  private static void run(Command command) {
    try {
      new Commands().run(command);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
