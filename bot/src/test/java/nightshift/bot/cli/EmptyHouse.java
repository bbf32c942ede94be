package nightshift.bot.cli;

import java.nio.file.Path;
import java.util.List;
import nightshift.config.yaml.Problem;
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
