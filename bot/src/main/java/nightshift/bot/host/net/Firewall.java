package nightshift.bot.host.net;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import nightshift.bot.host.net.Diversion.Found;

/**
 * The packet filters of a machine, and what they do with the first packet of a stranger. Where a
 * rule asks for something that cannot be known here, such as the sender's address, the answer is
 * {@link Verdict#UNSURE}, never a guess. Pure.
 */
public final class Firewall {

  /** Where the kernel hands packets to a chain, in the order of their way. */
  enum Hook {
    /** Before they get another destination. */
    EARLY,
    /** Where they get another destination. */
    DIVERT,
    /** Those for this machine. */
    INPUT,
    /** Those for somebody else. */
    FORWARD
  }

  /**
   * A chain that the kernel calls.
   *
   * @param name a key of the chains
   * @param versions of IP whose packets it gets
   * @param drops whether what no rule decides is dropped
   * @param tracked whether connections are tracked by then
   */
  record Base(Hook hook, String name, Set<Integer> versions, boolean drops, boolean tracked) {}

  /**
   * Ports whose packets get another destination, as Docker's published ones do.
   *
   * @param protocol {@code tcp} or {@code udp}
   * @param from the first port
   * @param to the last port
   * @param destination where they go; empty when the rule does not show it
   */
  public record Forward(String protocol, int from, int to, String destination) {

    /** {@code 8080/tcp}, or {@code 8000-8010/tcp}. */
    public String name() {
      return (from == to ? "" + from : from + "-" + to) + "/" + protocol;
    }
  }

  private final List<Base> bases = new ArrayList<>();
  private final Chains chains = new Chains();
  private final Map<Integer, Found> found = new HashMap<>();
  private final Map<Integer, List<Diversion>> hidden = new HashMap<>();
  private final List<String> unseen = new ArrayList<>();
  private Neighbours neighbours = Neighbours.UNKNOWN;

  Firewall() {}

  void add(Base base) {
    bases.add(base);
    found.clear();
    hidden.clear();
  }

  void add(String chain, PacketRule rule) {
    chains.add(chain, rule);
    found.clear();
    hidden.clear();
  }

  void among(Neighbours known) {
    neighbours = known;
  }

  void unseen(String why) {
    unseen.add(why);
  }

  /** Which rules could not be read, and why, a line each. */
  public List<String> unseen() {
    return List.copyOf(unseen);
  }

  /** Whether anything was found that decides about packets. */
  public boolean any() {
    return !chains.isEmpty() || bases.stream().anyMatch(Base::drops);
  }

  /**
   * What becomes of a stranger's first packet to this port. On its way to somebody else, or before
   * it is known whose it is, only what is certainly dropped is closed.
   *
   * @param version 4 or 6: which rules it meets
   */
  public Verdict verdict(String protocol, int port, int version) {
    Packet packet = Packet.to(version, protocol, port);
    boolean known =
        at(Hook.EARLY, version)
            .filter(b -> !b.tracked())
            .noneMatch(b -> chains.walk(b.name(), packet.tracked(false)).untracked());
    Packet met = packet.tracked(known);
    boolean early = dropped(Hook.EARLY, met, version);
    if (forwarded(protocol, port, version)) {
      return early || shut(met, version) ? Verdict.CLOSED : Verdict.OPEN;
    }
    Verdict here = early && !given(port, version) ? Verdict.CLOSED : input(met, version);
    return here == Verdict.CLOSED && !early && maybeElsewhere(met, version) ? Verdict.UNSURE : here;
  }

  // What is closed here may be open where it is handed on to, by a rule that names no port.
  private boolean maybeElsewhere(Packet packet, int version) {
    return hidden(version).stream().anyMatch(d -> d.meets(packet));
  }

  private List<Diversion> hidden(int version) {
    return hidden.computeIfAbsent(
        version,
        v ->
            diversions(Stream.of(Hook.DIVERT), v).all().stream()
                .filter(d -> d.isHidden(v))
                .toList());
  }

  private Verdict input(Packet packet, int version) {
    List<Verdict> all = at(Hook.INPUT, version).map(b -> verdict(b, packet)).toList();
    return Stream.of(Verdict.CLOSED, Verdict.UNSURE)
        .filter(all::contains)
        .findFirst()
        .orElse(Verdict.OPEN);
  }

  // A port that packets to others are given can be reached though its own are dropped.
  private boolean given(int port, int version) {
    Found all = found(version);
    return !all.whole() || all.all().stream().anyMatch(d -> d.gives(port, neighbours));
  }

  /** Whether all such packets go to others, and to each of those none gets through. */
  private boolean shut(Packet packet, int version) {
    Packet outside = packet.notFrom(beside(packet, version));
    List<Verdict> diverts = at(Hook.DIVERT, version).map(b -> verdict(b, outside)).toList();
    // What is not tracked is not diverted either.
    return packet.tracked()
        && found(version).whole()
        && diverts.contains(Verdict.CLOSED)
        && !diverts.contains(Verdict.UNSURE)
        && meeting(outside, version).allMatch(d -> shut(d, outside, version));
  }

  private boolean shut(Diversion diversion, Packet packet, int version) {
    Optional<String> other = diversion.other(neighbours);
    OptionalInt port =
        diversion.where().map(d -> d.after(packet.port())).orElse(OptionalInt.empty());
    return other.isPresent()
        && port.isPresent()
        && dropped(Hook.FORWARD, packet.handed(other.get(), port.getAsInt()), version);
  }

  // Who sits on one link with the destination is no stranger to it, and needs no way through here.
  private Set<String> beside(Packet packet, int version) {
    List<Optional<String>> devices =
        meeting(packet, version)
            .map(d -> d.other(neighbours).flatMap(neighbours::device))
            .distinct()
            .toList();
    return devices.size() == 1 ? devices.getFirst().map(Set::of).orElse(Set.of()) : Set.of();
  }

  private Stream<Diversion> meeting(Packet packet, int version) {
    return found(version).all().stream().filter(d -> d.meets(packet));
  }

  private boolean dropped(Hook hook, Packet packet, int version) {
    return at(hook, version).anyMatch(b -> verdict(b, packet) == Verdict.CLOSED);
  }

  private Verdict verdict(Base base, Packet packet) {
    Packet met = packet.tracked(packet.tracked() && base.tracked());
    return chains.walk(base.name(), met).verdict(base.drops());
  }

  private Stream<Base> at(Hook hook, int version) {
    return bases.stream().filter(b -> b.hook() == hook && b.versions().contains(version));
  }

  /**
   * Whether the port is handed on to somebody else: such packets never meet the input rules.
   *
   * @param version 4 or 6
   */
  public boolean forwarded(String protocol, int port, int version) {
    return forwards(version).stream()
        .anyMatch(f -> f.protocol().equals(protocol) && f.from() <= port && port <= f.to());
  }

  /** Everything that is handed on, by the ports that the rules name. */
  public List<Forward> forwards(int version) {
    return found(version).all().stream().flatMap(d -> d.forwards(version)).distinct().toList();
  }

  private Found found(int version) {
    return found.computeIfAbsent(version, this::find);
  }

  private Found find(int version) {
    // Of the early ones only those matter of which nobody knows what they do.
    Found all = diversions(Stream.of(Hook.EARLY, Hook.DIVERT), version);
    if (!hidden(version).isEmpty()) {
      unseen(
          "a rule gives packets of IPv"
              + version
              + " another destination by more than ports: not all that is forwarded is seen");
    }
    if (!all.whole()) {
      unseen(
          "the jumps from chain to chain are too many to follow: not all that is forwarded is seen");
    }
    return all;
  }

  private Found diversions(Stream<Hook> hooks, int version) {
    return Diversion.in(chains, hooks.flatMap(h -> at(h, version)).map(Base::name).toList());
  }
}
