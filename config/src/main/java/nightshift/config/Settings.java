package nightshift.config;

import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import nightshift.engine.action.Risk;
import nightshift.engine.alert.Severity;
import nightshift.engine.learn.LearningRules;
import nightshift.engine.plan.ApprovalRule;
import nightshift.engine.playbook.Matching;
import nightshift.engine.policy.Attention;
import nightshift.engine.policy.Guards;

/**
 * The whole of {@code nightshift.yaml}, checked, with every default filled in and every secret read
 * and hashed.
 *
 * @param data where the ledger and other state live
 * @param http where to listen
 * @param docker empty when no Docker Engine is to be used
 * @param disk what disk actions may touch
 * @param zfs what may be done to ZFS
 * @param endpoints HTTP services by name, for the target kind {@code http}
 * @param actions custom actions
 * @param people who may do what
 * @param policy approval rules and brakes that hold for every playbook
 * @param playbooks the folder with playbook files
 * @param discord the Discord room; empty for none
 * @param hosts other machines, by the names that targets use
 * @param attention how loudly people are asked
 * @param keepEvents how long events stay in the ledger before they are archived in files; empty for
 *     ever
 * @param learning how outcomes are learned from
 * @param processes which programs' processes may be touched
 * @param security what is expected of this machine
 * @param apps applications with an HTTP interface, by name
 * @param matrix the Matrix room; empty for none
 * @param services which systemd units may be looked at and touched
 * @param network what is asked and may be touched of networks
 */
public record Settings(
    Path data,
    Http http,
    Optional<Docker> docker,
    Disk disk,
    Zfs zfs,
    Map<String, URI> endpoints,
    List<CustomAction> actions,
    List<Member> people,
    Policy policy,
    Path playbooks,
    Optional<Discord> discord,
    Map<String, Host> hosts,
    Attention attention,
    Optional<Duration> keepEvents,
    LearningRules learning,
    Processes processes,
    Security security,
    Map<String, App> apps,
    Optional<Matrix> matrix,
    Services services,
    Network network) {

  /**
   * These settings, with that of newer ones which can change while everything runs: who people are
   * and how plans are judged, not which parts of the world there are.
   */
  public Settings taking(Settings newer) {
    return new Settings(
        data,
        http,
        docker,
        disk,
        zfs,
        endpoints,
        actions,
        newer.people,
        newer.policy,
        newer.playbooks,
        discord,
        hosts,
        newer.attention,
        newer.keepEvents,
        newer.learning,
        processes,
        security,
        apps,
        matrix,
        services,
        network);
  }

  /** What else newer settings have otherwise, by name: it takes a restart to change that. */
  public List<String> fixedThatDiffer(Settings newer) {
    Settings next = taking(newer);
    return Arrays.stream(Settings.class.getRecordComponents())
        .filter(c -> !value(c, next).equals(value(c, newer)))
        .map(RecordComponent::getName)
        .toList();
  }

  private static Object value(RecordComponent component, Settings of) {
    try {
      return component.getAccessor().invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("reading " + component.getName() + " of our own record", e);
    }
  }

  /**
   * @param host loopback unless the operator says otherwise
   * @param port 0 takes any free one
   * @param publicUrl how people reach the web room, for links; empty takes host and port
   */
  public record Http(String host, int port, Optional<URI> publicUrl) {}

  /**
   * Another machine.
   *
   * @param ssh how programs run there; empty when none can
   * @param docker its Docker Engine; empty when it is not to be used
   */
  public record Host(Optional<Ssh> ssh, Optional<Docker> docker) {}

  /**
   * How a machine is reached by SSH.
   *
   * @param user whom programs run as there
   * @param keyFile the private key, without a passphrase
   * @param knownHostsFile the keys by which the machine is known; any other key is refused
   */
  public record Ssh(String address, int port, String user, Path keyFile, Path knownHostsFile) {}

  /** PEM files for a Docker Engine on {@code tcp}: who it must be, and who we are. */
  public record Tls(Path ca, Path certificate, Path key) {}

  /**
   * @param host {@code unix:///var/run/docker.sock}, {@code tcp://…}, or on another machine {@code
   *     ssh:docker}
   * @param tls for {@code tcp}; empty for an engine on loopback without it
   * @param containers allow-list of name globs; empty allows none
   * @param protect globs that are never touched, even if allowed
   * @param events whether to heal from Docker's own events
   * @param prune what may be thrown away of what nothing uses
   */
  public record Docker(
      URI host,
      Optional<Tls> tls,
      List<String> containers,
      List<String> protect,
      boolean events,
      Prune prune) {

    /** An engine without TLS, and without anything that may be thrown away. */
    public Docker(URI host, List<String> containers, List<String> protect, boolean events) {
      this(host, Optional.empty(), containers, protect, events, Prune.NOTHING);
    }
  }

  /**
   * Which unused things of Docker may be removed, by name globs; empty lists allow none. Containers
   * go by {@link Docker#containers}.
   *
   * @param images of {@code name:tag}; images without a name are called {@code <none>}
   * @param networks of names
   * @param volumes of names
   * @param buildCache whether build cache may be removed
   */
  public record Prune(
      List<String> images, List<String> networks, List<String> volumes, boolean buildCache) {

    /** Allows nothing. */
    public static final Prune NOTHING = new Prune(List.of(), List.of(), List.of(), false);
  }

  /**
   * @param datasets globs of datasets whose snapshots may be destroyed; empty allows none
   * @param protect globs of datasets or of whole snapshot names that stay, even if allowed
   */
  public record Zfs(List<String> datasets, List<String> protect) {

    /** Allows nothing. */
    public static final Zfs NOTHING = new Zfs(List.of(), List.of());
  }

  /**
   * @param roots absolute folders below which files may be moved away; empty allows none
   * @param quotas folders that are treated as disks of this many bytes
   * @param quarantine where files go instead of being deleted; empty for nowhere
   * @param retention how long the quarantine keeps them
   * @param logs absolute folders below which logs may be cut; empty allows none
   */
  public record Disk(
      List<Path> roots,
      Map<Path, Long> quotas,
      Optional<Path> quarantine,
      Duration retention,
      List<Path> logs) {}

  /**
   * @param allow globs of units, where a bare name is a service's; empty allows none
   * @param protect globs that are never touched, even if allowed
   */
  public record Services(List<String> allow, List<String> protect) {}

  /**
   * @param interfaces whose network may be restarted; empty for none
   * @param unit the unit that is restarted for that, such as {@code systemd-networkd.service};
   *     empty to take the interface down and up
   * @param confirm how long a change has to prove itself before the old state comes back
   * @param nameservers to ask instead of those in {@code /etc/resolv.conf}; empty for those
   * @param lookups names that every name server has to know; empty asks for the root's servers
   * @param endpoints by name: what has to take connections
   * @param open what may be open to the world; empty when no policy is written down
   */
  public record Network(
      List<String> interfaces,
      Optional<String> unit,
      Duration confirm,
      List<Endpoint> nameservers,
      List<String> lookups,
      Map<String, Endpoint> endpoints,
      Optional<List<Port>> open) {

    /** A host's name or address, and a port. */
    public record Endpoint(String host, int port) {
      @Override
      public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
      }
    }

    /** A port of {@code tcp} or {@code udp}. */
    public record Port(int number, String protocol) {
      @Override
      public String toString() {
        return number + "/" + protocol;
      }
    }
  }

  /**
   * A command that the operator declared. It runs without a shell, with exactly this environment.
   *
   * @param name {@code custom.} and the operator's word
   * @param targetKind which targets it is for; {@code *} for any
   * @param argv the program and its arguments; {@code {{ name }}} as a whole or part of one
   *     argument is replaced by the input
   * @param inputs declared inputs, by name
   * @param risk its floor; medium unless declared
   * @param undo argv of the undo; empty when there is none
   * @param verify argv of the check that probe {@code custom.<word>} runs; empty when there is none
   * @param environment the whole environment
   * @param directory where it runs; empty for an empty temporary folder, on another machine {@code
   *     /}
   * @param host the machine that it runs on; empty for the target's
   * @param user whom it runs as, by {@code sudo}; empty for whom Nightshift is
   */
  public record CustomAction(
      String name,
      String description,
      String targetKind,
      List<String> argv,
      Map<String, Input> inputs,
      Duration timeout,
      Risk risk,
      List<String> undo,
      List<String> verify,
      Map<String, String> environment,
      Optional<Path> directory,
      Optional<String> host,
      Optional<String> user) {

    /** Without the environment's values: they may be secrets. */
    @Override
    public String toString() {
      return "CustomAction[" + name + " " + argv + ", environment of " + environment.keySet() + "]";
    }
  }

  /**
   * A declared input of a custom action.
   *
   * @param type what it is
   * @param oneOf the only values; empty for any of the type
   * @param pattern RE2 expression that the whole text must match; empty for the type's own
   * @param defaultValue used when the playbook gives none; empty makes it required
   * @param folder for files: where they have to be; empty for the other types
   */
  public record Input(
      Type type,
      List<String> oneOf,
      Optional<String> pattern,
      Optional<String> defaultValue,
      Optional<Path> folder) {

    /** An input that is no file. */
    public Input(
        Type type, List<String> oneOf, Optional<String> pattern, Optional<String> defaultValue) {
      this(type, oneOf, pattern, defaultValue, Optional.empty());
    }

    /**
     * Types of inputs. {@code NAME} is letters, digits, dot, dash, underscore, not starting with a
     * dash. {@code FILE} is the path of a file in the declared folder; what it contains is part of
     * what people approve.
     */
    public enum Type {
      NAME,
      INTEGER,
      PATH,
      TEXT,
      FILE
    }
  }

  /**
   * A person.
   *
   * @param identities platform to subject: {@code discord} to a snowflake
   * @param tokenHash SHA-256 hex of their API token; empty when they have none
   * @param hmac the secret that they sign webhooks with; empty when they do not
   */
  public record Member(
      String name,
      List<String> roles,
      Map<String, String> identities,
      Optional<String> tokenHash,
      Optional<String> hmac) {

    /** Somebody who signs nothing. */
    public Member(
        String name,
        List<String> roles,
        Map<String, String> identities,
        Optional<String> tokenHash) {
      this(name, roles, identities, tokenHash, Optional.empty());
    }

    /** Without the token's hash. */
    @Override
    public String toString() {
      return "Member[" + name + " " + roles + (tokenHash.isPresent() ? ", has a token]" : "]");
    }
  }

  /**
   * @param approval the rule per risk, for playbooks without one; a risk that is missing is
   *     approved by nobody
   * @param automaticUpTo the highest risk that a playbook with {@code autonomy: auto} may run
   *     unasked
   * @param maxInFlight most plans executing at once
   * @param maxAutomatic most automatic plans per {@code automaticWindow}; beyond it, plans ask
   * @param protectedTargets globs of {@code kind:name} that no plan may touch
   * @param guards further brakes
   */
  public record Policy(
      Map<Risk, ApprovalRule> approval,
      Risk automaticUpTo,
      int maxInFlight,
      int maxAutomatic,
      Duration automaticWindow,
      List<String> protectedTargets,
      Guards guards) {}

  /**
   * Where on Discord, or on a server that speaks like it, cards are shown.
   *
   * @param token of the bot, in memory only
   * @param guild the only guild whose presses and commands count
   * @param channel where cards go that no route sends elsewhere
   * @param routes the first that fits a plan says where its card goes
   * @param roles a role of ours to the id of the Discord role that is called for it, and that gives
   *     it to configured people
   * @param restUrl with the API's version and a slash at the end
   * @param gatewayUrl {@code wss://…}
   */
  public record Discord(
      String token,
      String guild,
      String channel,
      List<Route> routes,
      Map<String, String> roles,
      URI restUrl,
      URI gatewayUrl) {
    public Discord {
      routes = List.copyOf(routes);
      roles = Map.copyOf(roles);
    }

    /** Every channel that cards can go to, the usual one first. */
    public List<String> channels() {
      return Stream.concat(Stream.of(channel), routes.stream().map(Route::channel))
          .distinct()
          .toList();
    }

    /** Without the token. */
    @Override
    public String toString() {
      return "Discord[guild " + guild + ", channel " + channel + ", " + restUrl + "]";
    }
  }

  /**
   * Which plans have their cards in another channel than the usual one. All that is given must fit.
   *
   * @param channel the id of that channel
   * @param playbooks name globs; empty for any
   * @param severities of the alert; empty for any
   * @param match of the alert; empty for any
   */
  public record Route(
      String channel, List<String> playbooks, List<Severity> severities, Optional<Matching> match) {
    public Route {
      playbooks = List.copyOf(playbooks);
      severities = List.copyOf(severities);
    }
  }

  /**
   * @param allow whole paths of programs whose processes may be reniced and stopped; empty allows
   *     none
   */
  public record Processes(List<String> allow) {
    public Processes {
      allow = List.copyOf(allow);
    }
  }

  /**
   * @param ports TCP ports that may be listened on beyond the loopback
   * @param search folders in which a scan looks for set-uid files
   */
  public record Security(List<Integer> ports, List<String> search) {
    public Security {
      ports = List.copyOf(ports);
      search = List.copyOf(search);
    }
  }

  /**
   * An application with an HTTP interface.
   *
   * @param name the operator's word for it, for targets such as {@code app:sonarr}
   * @param url with a slash at the end
   * @param apiKey in memory only
   * @param password in memory only
   * @param container the container that it runs in, if it may be restarted that way
   * @param service its systemd unit, if it may be restarted that way
   */
  public record App(
      String name,
      Kind kind,
      URI url,
      Optional<String> apiKey,
      Optional<String> username,
      Optional<String> password,
      Optional<String> container,
      Optional<String> service) {

    /** Which application it is. */
    public enum Kind {
      SONARR,
      RADARR,
      LIDARR,
      PROWLARR,
      QBITTORRENT,
      TRANSMISSION,
      PLEX,
      JELLYFIN;

      /** Whether it is asked with a key, and not with a name and a password. */
      public boolean takesKey() {
        return this != QBITTORRENT && this != TRANSMISSION;
      }

      /** The lower-case word of the configuration. */
      public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
      }
    }

    /** Without key and password. */
    @Override
    public String toString() {
      return "App[" + name + ", " + kind.word() + "]";
    }
  }

  /**
   * Where on Matrix cards are shown.
   *
   * @param token an access token of the bot's account, in memory only
   * @param homeserver the address of its Client-Server API, without a slash at the end
   * @param room the only room whose reactions and commands count; its id
   * @param powerLevels a role of ours to the power level in the room that gives it, to anybody
   *     there
   */
  public record Matrix(
      String token, URI homeserver, String room, Map<String, Integer> powerLevels) {
    public Matrix {
      powerLevels = Map.copyOf(powerLevels);
    }

    /** Without the token. */
    @Override
    public String toString() {
      return "Matrix[" + homeserver + ", room " + room + "]";
    }
  }
}
