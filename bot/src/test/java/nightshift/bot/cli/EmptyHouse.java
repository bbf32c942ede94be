package nightshift.bot.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import nightshift.bot.checkup.Checkup;
import nightshift.bot.checkup.Finding;
import nightshift.config.Settings;
import nightshift.config.SettingsLoader;
import nightshift.config.playbook.Known;
import nightshift.config.yaml.Problem;
import nightshift.engine.action.Catalogue;
import nightshift.engine.port.LedgerView.ChainReport;

/** A house with nothing in it but a broken ledger and a mistake in every configuration. */
final class EmptyHouse implements House {

  @Override
  public List<Problem> check(Path config) {
    return config.endsWith("good.yaml")
        ? List.of()
        : List.of(Problem.ofFile(config, "there is no such file"));
  }

  @Override
  public Settings settings(Path config) {
    return SettingsLoader.defaults(Path.of("."));
  }

  @Override
  public Known known(Path config) {
    return Known.of(settings(config), new Catalogue(List.of()), List.of(), List.of());
  }

  @Override
  public Known known() {
    return known(Path.of("."));
  }

  @Override
  public List<Checkup> checkups() {
    return List.of(new Told("well", Finding.good("all")), new Told("sick", ILL));
  }

  private static final Finding ILL = Finding.bad("the lamp is dark", "switch it on");

  private record Told(String name, Finding finding) implements Checkup {
    @Override
    public String about() {
      return "look at the lamp";
    }

    @Override
    public void examine(Settings settings, Consumer<Finding> told) {
      told.accept(finding);
    }
  }

  @Override
  public Running serve(Path config) {
    throw new CommandFailed(Exit.USAGE, "starting on " + config + ": there is no such file");
  }

  @Override
  public Study study(Path config) {
    throw new CommandFailed(Exit.USAGE, "reading " + config + ": there is no such file");
  }

  @Override
  public ChainReport verify(Path data) {
    return new ChainReport(9, 4L, "its hash does not fit");
  }
}
