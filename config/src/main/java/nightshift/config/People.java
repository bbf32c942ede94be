package nightshift.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import nightshift.engine.policy.Person;
import nightshift.engine.policy.Voter;
import nightshift.engine.port.Directory;

/** The people of the configuration in force. An empty list knows nobody. Thread-safe. */
public final class People implements Directory {

  private static final Set<String> BY_NAME = Set.of("web", "api");

  // Here the configuration names a power level in a room, which says by itself who is meant.
  private static final Set<String> VOUCHING = Set.of("matrix");

  private record Entry(
      Person person,
      Map<String, String> identities,
      Optional<String> tokenHash,
      Optional<String> hmac) {}

  private record Register(
      List<Entry> entries,
      Map<String, Person> byName,
      Map<String, Map<String, String>> platformRoles) {}

  private final AtomicReference<Register> register;

  /**
   * @param members as configured
   */
  public People(List<Settings.Member> members) {
    this(members, Map.of());
  }

  /**
   * @param members as configured
   * @param platformRoles platform, to a role of ours, to the id of the platform's role that gives
   *     it to people who are members here; on Matrix, where it stands for a power level, to anybody
   *     who has that
   */
  public People(List<Settings.Member> members, Map<String, Map<String, String>> platformRoles) {
    register = new AtomicReference<>(register(members, platformRoles));
  }

  /** Takes over what another configuration says; parameters as when made. */
  public void replace(
      List<Settings.Member> members, Map<String, Map<String, String>> platformRoles) {
    register.set(register(members, platformRoles));
  }

  private static Register register(
      List<Settings.Member> members, Map<String, Map<String, String>> platformRoles) {
    List<Entry> entries = members.stream().map(People::entry).toList();
    Map<String, Person> byName = new HashMap<>();
    entries.forEach(e -> byName.put(e.person.name(), e.person));
    return new Register(entries, Map.copyOf(byName), Map.copyOf(platformRoles));
  }

  private static Entry entry(Settings.Member m) {
    return new Entry(
        new Person(m.name(), Set.copyOf(m.roles())),
        Map.copyOf(m.identities()),
        m.tokenHash(),
        m.hmac());
  }

  private Register known() {
    return Objects.requireNonNull(register.get());
  }

  /**
   * {@inheritDoc}
   *
   * <p>The web room and the API authenticate people themselves, so their subject is the name. Any
   * other platform's subject is the id that the configuration gives for it; shown names never
   * count. Roles that the platform gives them are added to their own. Who is a person on Matrix
   * because of a power level alone is called by their id, which no configured name can be.
   */
  @Override
  public Optional<Person> identify(Voter voter) {
    if (BY_NAME.contains(voter.platform())) {
      return person(voter.subject());
    }
    Register now = known();
    return now.entries.stream()
        .filter(e -> voter.subject().equals(e.identities.get(voter.platform())))
        .map(e -> with(e.person, now.platformRoles, voter))
        .findFirst()
        .or(() -> vouchedFor(now, voter));
  }

  private static Optional<Person> vouchedFor(Register now, Voter voter) {
    return Optional.of(voter)
        .filter(v -> VOUCHING.contains(v.platform()))
        .map(v -> with(new Person(v.subject(), Set.of()), now.platformRoles, v))
        .filter(p -> !p.roles().isEmpty());
  }

  private static Person with(
      Person person, Map<String, Map<String, String>> platformRoles, Voter voter) {
    Set<String> roles = new HashSet<>(person.roles());
    platformRoles
        .getOrDefault(voter.platform(), Map.of())
        .forEach((role, id) -> {
          if (voter.platformRoles().contains(id)) {
            roles.add(role);
          }
        });
    return new Person(person.name(), roles);
  }

  @Override
  public Optional<Person> person(String name) {
    return Optional.ofNullable(known().byName.get(name));
  }

  /**
   * The person whose API token has this hash. Takes the same time whoever it is, if anybody.
   *
   * @param sha256 64 hex digits in lower case
   */
  public Optional<Person> byTokenHash(String sha256) {
    byte[] given = sha256.getBytes(StandardCharsets.US_ASCII);
    Optional<Person> found = Optional.empty();
    for (Entry e : known().entries) {
      byte[] own = e.tokenHash.orElse("").getBytes(StandardCharsets.US_ASCII);
      // No early return: how long this takes must not say how far somebody got.
      if (MessageDigest.isEqual(own, given) && own.length > 0) {
        found = Optional.of(e.person);
      }
    }
    return found;
  }

  /**
   * The platform's ids of the people who have this role by configuration, or this name; of those
   * who have an id there.
   */
  public List<String> identities(String platform, String roleOrName) {
    return known().entries.stream()
        .filter(e -> e.person.is(roleOrName) || e.person.name().equals(roleOrName))
        .map(e -> e.identities.get(platform))
        .filter(Objects::nonNull)
        .toList();
  }

  /**
   * The person for whose secret {@code signed} holds.
   *
   * @param signed whether a request was signed with this secret
   */
  public Optional<Person> bySignature(Predicate<String> signed) {
    return known().entries.stream()
        .filter(e -> e.hmac.filter(signed).isPresent())
        .map(Entry::person)
        .findFirst();
  }

  /** Everybody, in the order of the configuration. */
  public List<Person> everybody() {
    return known().entries.stream().map(Entry::person).toList();
  }
}
