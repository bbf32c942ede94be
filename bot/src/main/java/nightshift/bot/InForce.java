package nightshift.bot;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import nightshift.bot.chat.discord.DiscordRoom;
import nightshift.bot.chat.matrix.MatrixRoom;
import nightshift.bot.http.api.Reload;
import nightshift.config.MatrixSettings;
import nightshift.config.People;
import nightshift.config.Settings;
import nightshift.config.playbook.PlaybookLoader;
import nightshift.config.yaml.Loaded;
import nightshift.config.yaml.Problem;
import nightshift.engine.playbook.Playbook;
import nightshift.engine.port.Ledger;
import nightshift.engine.work.Engine;
import nightshift.engine.work.Library;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration in force: settings, playbooks and people, which the files may replace while
 * everything runs. The last good one stays.
 */
final class InForce {

  private static final Logger LOG = LoggerFactory.getLogger(InForce.class);

  private final Installation installation;
  private final Ledger ledger;
  private final InstantSource clock;
  private final String automaticOff;
  private final People people;
  private final AtomicReference<Settings> settings;

  /**
   * @param automaticOff why nothing may run unasked; empty when it may
   */
  InForce(
      Settings settings,
      Installation installation,
      Ledger ledger,
      InstantSource clock,
      String automaticOff) {
    this.settings = new AtomicReference<>(settings);
    this.installation = installation;
    this.ledger = ledger;
    this.clock = clock;
    this.automaticOff = automaticOff;
    this.people = new People(settings.people(), platformRoles(settings));
  }

  private static Map<String, Map<String, String>> platformRoles(Settings settings) {
    Map<String, Map<String, String>> out = new HashMap<>();
    settings.discord().ifPresent(d -> out.put(DiscordRoom.NAME, d.roles()));
    settings.matrix().ifPresent(m -> out.put(MatrixRoom.NAME, levels(m)));
    return out;
  }

  // A power level stands for a role under its number, as text.
  private static Map<String, String> levels(MatrixSettings matrix) {
    Map<String, String> out = new HashMap<>();
    matrix.powerLevels().forEach((role, level) -> out.put(role, String.valueOf(level)));
    return out;
  }

  /** Who people are, by the configuration in force at the time of each question. */
  People people() {
    return people;
  }

  private Settings now() {
    return Objects.requireNonNull(settings.get());
  }

  /** How long events stay in the ledger; empty for ever. */
  Optional<Duration> keepEvents() {
    return now().keepEvents();
  }

  /**
   * The playbooks that the settings name, with everything that they refer to.
   *
   * @throws StartException when they have mistakes
   */
  Library library() throws StartException {
    Settings now = now();
    Loaded<List<Playbook>> loaded = read(now);
    loaded.problems().forEach(p -> LOG.warn("{}", p));
    if (loaded.value().isEmpty()) {
      throw new StartException(
          "reading playbooks in "
              + now.playbooks()
              + ": "
              + String.join("; ", loaded.problems().stream().map(Problem::toString).toList()));
    }
    return library(now, loaded.value().get());
  }

  private Loaded<List<Playbook>> read(Settings now) {
    return PlaybookLoader.load(now.playbooks(), installation.known(now));
  }

  private Library library(Settings now, List<Playbook> playbooks) {
    return installation.library(now, playbooks, automaticOff);
  }

  /** Writes down what is in force, by hash. */
  void noted(Library library, String by) {
    Map<String, String> facts = new TreeMap<>();
    library.playbooks().forEach(p -> facts.put("playbook " + p.ref().name(), p.ref().hash()));
    note("config-loaded", by, facts);
  }

  private void note(String type, String by, Map<String, String> facts) {
    ledger.write(tx -> {
      tx.note(null, type, by, facts, clock.instant());
      return true;
    });
  }

  /** Reads settings and playbooks again; takes them over when neither has a mistake. */
  Reload.Outcome reload(Supplier<Loaded<Settings>> files, Engine engine, String by) {
    synchronized (this) {
      Settings old = now();
      Loaded<Settings> fresh = files.get();
      List<String> lines =
          new ArrayList<>(fresh.problems().stream().map(Problem::toString).toList());
      Optional<Library> library =
          fresh.value().map(old::taking).flatMap(next -> tried(next, lines));
      if (library.isEmpty()) {
        return said(new Reload.Outcome(false, lines), by);
      }
      Settings next = fresh.value().map(old::taking).orElse(old);
      settings.set(next);
      people.replace(next.people(), platformRoles(next));
      engine.attend(next.attention());
      engine.reload(library.get());
      noted(library.get(), by);
      fresh.value().map(old::fixedThatDiffer).orElse(List.of()).stream()
          .map(name -> "the section \"" + name + "\" changed: that takes a restart")
          .forEach(lines::add);
      return said(new Reload.Outcome(true, lines), by);
    }
  }

  private Optional<Library> tried(Settings next, List<String> lines) {
    Loaded<List<Playbook>> playbooks = read(next);
    playbooks.problems().stream().map(Problem::toString).forEach(lines::add);
    // A start leaves out what is broken; a reload would take away what worked until now.
    return playbooks.value().filter(all -> playbooks.ok()).map(all -> library(next, all));
  }

  private Reload.Outcome said(Reload.Outcome outcome, String by) {
    outcome.lines().forEach(l -> LOG.warn("{}", l));
    if (outcome.done()) {
      LOG.info("{} had the configuration read again; it is in force", by);
    } else {
      LOG.error("{} had the configuration read again; it has mistakes, the last one stays", by);
      note("config-refused", by, Map.of("mistakes", String.valueOf(outcome.lines().size())));
    }
    return outcome;
  }
}
