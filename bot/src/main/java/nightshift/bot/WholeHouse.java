package nightshift.bot;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import nightshift.bot.action.custom.ValueMarks;
import nightshift.bot.chat.discord.DiscordCheckup;
import nightshift.bot.chat.matrix.MatrixCheckup;
import nightshift.bot.checkup.Checkup;
import nightshift.bot.cli.CommandFailed;
import nightshift.bot.cli.Exit;
import nightshift.bot.cli.House;
import nightshift.config.Settings;
import nightshift.config.SettingsLoader;
import nightshift.config.playbook.Known;
import nightshift.config.playbook.PlaybookLoader;
import nightshift.config.yaml.Loaded;
import nightshift.config.yaml.Problem;
import nightshift.engine.policy.Person;
import nightshift.engine.port.LedgerException;
import nightshift.engine.port.LedgerView.ChainReport;
import nightshift.storage.OfflineAudit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the command line can do without a server: start one, check files, check a ledger. */
final class WholeHouse implements House {

  private static final Logger LOG = LoggerFactory.getLogger(WholeHouse.class);

  private final InstantSource clock;

  WholeHouse(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public List<Problem> check(Path config) {
    Loaded<Settings> loaded = SettingsLoader.whatIsReadable(config, System.getenv());
    List<Problem> problems = new ArrayList<>(loaded.problems());
    loaded
        .value()
        .ifPresent(settings ->
            problems.addAll(PlaybookLoader.load(settings.playbooks(), known(settings)).problems()));
    return problems;
  }

  @Override
  public Known known(Path config) {
    return known(settings(config));
  }

  @Override
  public Known known() {
    Settings none = SettingsLoader.defaults(Path.of("."));
    Installation installation = new Installation(none, ValueMarks.passing(), clock);
    installation.withEngine(clock);
    return known(none, installation);
  }

  private Known known(Settings settings) {
    return known(settings, new Installation(settings, ValueMarks.passing(), clock));
  }

  private static Known known(Settings settings, Installation installation) {
    try {
      return installation.known(settings);
    } finally {
      close(installation);
    }
  }

  // Nothing was done with it yet, so there is nothing that closing could lose.
  private static void close(Installation installation) {
    try {
      installation.close();
    } catch (Exception e) {
      LOG.debug("closing after a check: {}", e.getMessage());
    }
  }

  @Override
  public Study study(Path config) {
    return QuietStudy.open(config, clock);
  }

  @Override
  public Settings settings(Path config) {
    Loaded<Settings> loaded = SettingsLoader.load(config, System.getenv());
    if (Files.exists(config)) {
      loaded.problems().forEach(p -> LOG.warn("{}", p));
    }
    return loaded
        .value()
        .orElseThrow(() -> new CommandFailed(Exit.USAGE, Unreadable.because(config, "")));
  }

  @Override
  public List<Checkup> checkups() {
    return List.of(
        new DiscordCheckup(Thread::sleep), new MatrixCheckup(Thread::sleep), new HostsCheckup());
  }

  @Override
  public Running serve(Path config) {
    Supplier<Loaded<Settings>> files = () -> SettingsLoader.load(config, System.getenv());
    Settings settings = settings(config);
    try {
      return new Served(App.start(settings, files, clock), settings);
    } catch (StartException | LedgerException e) {
      throw new CommandFailed(Exit.FAILED, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public ChainReport verify(Path data) {
    try {
      return OfflineAudit.verify(data.resolve(App.LEDGER), clock);
    } catch (LedgerException e) {
      throw new CommandFailed(Exit.NOT_FOUND, String.valueOf(e.getMessage()));
    }
  }

  /** A server in this process. */
  private record Served(App app, Settings settings) implements Running {
    @Override
    public URI address() {
      return app.address();
    }

    @Override
    public List<String> people() {
      return settings.people().stream()
          .map(member -> new Person(member.name(), Set.copyOf(member.roles())))
          .filter(person -> !person.onlyHandsIn())
          .map(Person::name)
          .toList();
    }

    @Override
    public void reload(String by) {
      app.reload(by);
    }

    @Override
    public String loginPath(String person) {
      return app.people()
          .person(person)
          .map(app::loginPath)
          .orElseThrow(() -> new IllegalArgumentException("there is no person " + person));
    }

    @Override
    public void close() {
      app.close();
    }
  }
}
