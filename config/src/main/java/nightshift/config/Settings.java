package nightshift.config;

import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.engine.learn.LearningRules;
import nightshift.engine.policy.Attention;

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
    PolicySettings policy,
    Path playbooks,
    Optional<DiscordSettings> discord,
    Map<String, Host> hosts,
    Attention attention,
    Optional<Duration> keepEvents,
    LearningRules learning,
    Processes processes,
    SecuritySettings security,
    Map<String, AppSettings> apps,
    Optional<MatrixSettings> matrix,
    Services services,
    NetworkSettings network) {

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
   * @param registries how to log in to registries of images, by their hosts
   */
  public record Docker(
      URI host,
      Optional<Tls> tls,
      List<String> containers,
      List<String> protect,
      boolean events,
      Prune prune,
      Map<String, RegistryLogin> registries) {

    /** An engine without TLS, log-ins, and anything that may be thrown away. */
    public Docker(URI host, List<String> containers, List<String> protect, boolean events) {
      this(host, Optional.empty(), containers, protect, events, Prune.NOTHING, Map.of());
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
   * @param allow whole paths of programs whose processes may be reniced and stopped; empty allows
   *     none
   */
  public record Processes(List<String> allow) {
    public Processes {
      allow = List.copyOf(allow);
    }
  }
}
