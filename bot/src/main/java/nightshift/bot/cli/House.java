package nightshift.bot.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import nightshift.bot.checkup.Checkup;
import nightshift.bot.demo.Demo;
import nightshift.config.Settings;
import nightshift.config.playbook.Known;
import nightshift.config.yaml.Problem;
import nightshift.engine.port.Ledger;
import nightshift.engine.work.Library;

/** What commands need of the whole program. Made at the roof, where everything is put together. */
public interface House extends OfflineLedger {

  /** Everything that is wrong with a configuration and its playbooks; empty when nothing is. */
  List<Problem> check(Path config);

  /**
   * The settings of a configuration.
   *
   * @throws CommandFailed when it has mistakes
   */
  Settings settings(Path config);

  /**
   * What playbooks may refer to under a configuration, whatever they say.
   *
   * @throws CommandFailed when the configuration has mistakes
   */
  Known known(Path config);

  /** What playbooks may refer to under any configuration: all that is built in. */
  Known known();

  /** What {@code nightshift doctor} can look at. */
  default List<Checkup> checkups() {
    return List.of();
  }

  /**
   * Starts the server on a configuration; returns when it serves.
   *
   * @throws CommandFailed when it cannot; the message says why
   */
  Running serve(Path config);

  /**
   * Everything that a configuration gives to look and to plan with, without a server.
   *
   * @throws CommandFailed when the configuration or a playbook has mistakes
   */
  Study study(Path config);

  /** A configuration, read and put together; nothing of it runs. */
  interface Study extends AutoCloseable {
    /** Playbooks and all that they refer to. */
    Library library();

    /** What playbooks and their tests may refer to. */
    Known known();

    /** The folder with the playbooks. */
    Path playbooks();

    /** A ledger in which nothing has ever happened. */
    Ledger history();

    @Override
    void close();
  }

  /** A server that serves. */
  interface Running extends Demo.Server {
    /** How people reach it. */
    URI address();

    /** The names of the people who may log in: not of those who only hand in alerts. */
    List<String> people();

    /**
     * Reads the configuration again and says in the log what came of it; what was in force stays
     * when the new one has mistakes.
     *
     * @param by who asks
     */
    void reload(String by);
  }
}
