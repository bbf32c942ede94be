package nightshift.bot.host;

import java.time.Duration;
import java.util.Map;
import nightshift.bot.host.Command.Ending;

/**
 * A machine that has nothing but these programs.
 *
 * @param answers by how a command begins, from the program's own name on
 */
public record ToldMachine(Map<String, String> answers) implements Machine {

  @Override
  public String name() {
    return "nas";
  }

  @Override
  public Ending run(Command command) {
    // Before the program stand env and its settings.
    String line =
        String.join(
            " ", command.argv().stream().skip(1).dropWhile(w -> w.matches("[A-Z_]+=.*")).toList());
    return answers.entrySet().stream()
        .filter(e -> line.startsWith(e.getKey()))
        .map(e -> new Ending(true, false, 0, e.getValue(), Duration.ZERO))
        .findFirst()
        .orElse(
            new Ending(
                true,
                false,
                127,
                "env: '" + line.split(" ", 2)[0] + "': No such file",
                Duration.ZERO));
  }
}
