package nightshift.bot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import nightshift.bot.action.custom.ValueMarks;
import nightshift.bot.cli.CommandFailed;
import nightshift.bot.cli.Exit;
import nightshift.bot.cli.House;
import nightshift.config.Settings;
import nightshift.config.SettingsLoader;
import nightshift.config.playbook.Known;
import nightshift.config.playbook.PlaybookLoader;
import nightshift.config.yaml.Loaded;
import nightshift.config.yaml.Problem;
import nightshift.engine.playbook.Playbook;
import nightshift.engine.port.Ledger;
import nightshift.engine.work.Library;
import nightshift.storage.SqliteLedger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A configuration put together to be looked at: its own data folder is not touched. */
final class QuietStudy implements House.Study {

  private static final Logger LOG = LoggerFactory.getLogger(QuietStudy.class);

  private final Settings settings;
  private final Installation installation;
  private final Known known;
  private final Library library;
  private final Path folder;
  private final SqliteLedger history;

  private QuietStudy(
      Settings settings, Installation installation, List<Playbook> playbooks, Path folder)
      throws IOException {
    this.settings = settings;
    this.installation = installation;
    this.known = installation.known(settings);
    this.library = installation.library(settings, playbooks, "");
    this.folder = folder;
    this.history = SqliteLedger.open(folder.resolve(App.LEDGER), InstantSource.system());
  }

  /**
   * Reads the configuration and its playbooks.
   *
   * @throws CommandFailed when something in them is wrong
   */
  static QuietStudy open(Path config, InstantSource clock) {
    Loaded<Settings> loaded = SettingsLoader.load(config, System.getenv());
    Settings settings = loaded.value().orElseThrow(() -> mistakes(config, loaded.problems()));
    Installation installation = new Installation(settings, ValueMarks.passing(), clock);
    Loaded<List<Playbook>> playbooks =
        PlaybookLoader.load(settings.playbooks(), installation.known(settings));
    if (!playbooks.ok()) {
      closeQuietly(installation);
      throw mistakes(config, playbooks.problems());
    }
    try {
      return new QuietStudy(
          settings,
          installation,
          playbooks.value().orElse(List.of()),
          Files.createTempDirectory("nightshift-study-"));
    } catch (IOException e) {
      closeQuietly(installation);
      throw new CommandFailed(Exit.FAILED, "making a temporary folder: " + e.getMessage());
    }
  }

  private static CommandFailed mistakes(Path config, List<Problem> problems) {
    String first =
        problems.stream().filter(Problem::isError).findFirst().map(Problem::toString).orElse("");
    return new CommandFailed(Exit.USAGE, Unreadable.because(config, first));
  }

  @Override
  public Library library() {
    return library;
  }

  @Override
  public Known known() {
    return known;
  }

  @Override
  public Path playbooks() {
    return settings.playbooks();
  }

  @Override
  public Ledger history() {
    return history;
  }

  @Override
  public void close() {
    closeQuietly(installation);
    closeQuietly(history);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path f : files.toList()) {
        Files.deleteIfExists(f);
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      LOG.debug("removing {}: {}", folder, e.getMessage());
    }
  }

  // Nothing was done with it, so there is nothing that closing could lose.
  private static void closeQuietly(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      LOG.debug("closing after a look: {}", e.getMessage());
    }
  }
}
