package nightshift.bot.action.zfs;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import nightshift.bot.host.Command;
import nightshift.bot.host.Command.Ending;
import nightshift.bot.host.Machine;

/**
 * A machine that answers as an OpenZFS of today was seen to answer, and remembers the questions.
 */
final class Recorded implements Machine {

  /** Every command from the program's own name on, joined by spaces. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  private final Map<String, String> answers;
  private final int otherwise;

  /**
   * @param answers by the beginning of the command
   * @param otherwise exit code of everything else
   */
  Recorded(Map<String, String> answers, int otherwise) {
    this.answers = Map.copyOf(answers);
    this.otherwise = otherwise;
  }

  @Override
  public String name() {
    return "nas";
  }

  @Override
  public Ending run(Command command) {
    // Before the program stand env and its settings.
    List<String> words =
        command.argv().stream().skip(1).dropWhile(w -> w.matches("[A-Z_]+=.*")).toList();
    String line = String.join(" ", words);
    asked.add(line);
    return answers.entrySet().stream()
        .filter(e -> line.startsWith(e.getKey()))
        .findFirst()
        .map(e -> new Ending(true, false, 0, e.getValue(), Duration.ZERO))
        .orElse(
            new Ending(
                true,
                false,
                otherwise,
                otherwise == 127 ? "env: '" + words.getFirst() + "': No such file" : "",
                Duration.ZERO));
  }
}
