package nightshift.bot.http;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import nightshift.config.Settings;
import nightshift.engine.plan.Digests;
import nightshift.engine.policy.Person;
import nightshift.engine.policy.Voter;

/** API tokens: {@code Authorization: Bearer …}. Only their SHA-256 is ever known here. */
public final class Tokens implements Credential {

  /** The platform name of votes that came with a token. */
  public static final String PLATFORM = "api";

  // No honest token is longer; hashing megabytes for strangers is not our business.
  private static final int LONGEST = 1_000;

  private static final String UNKNOWN = "this token is not known here";

  private final Function<String, Optional<Person>> people;

  /**
   * Tokens of these people.
   *
   * @param people from the SHA-256 hex of a token to its person; must take the same time for every
   *     wrong hash
   */
  public Tokens(Function<String, Optional<Person>> people) {
    this.people = people;
  }

  /** The people of a configuration by the hash of their token, found in constant time. */
  public static Function<String, Optional<Person>> of(Collection<Settings.Member> members) {
    List<Map.Entry<byte[], Person>> known =
        members.stream()
            .filter(m -> m.tokenHash().isPresent())
            .map(m -> Map.entry(bytes(m.tokenHash().get()), person(m)))
            .toList();
    return hash -> {
      byte[] asked = bytes(hash);
      Person found = null;
      // Every entry is compared, so that the time does not tell how near a guess was.
      for (Map.Entry<byte[], Person> e : known) {
        found = MessageDigest.isEqual(e.getKey(), asked) ? e.getValue() : found;
      }
      return Optional.ofNullable(found);
    };
  }

  @Override
  public Reading read(Context request) {
    String header = request.header("Authorization");
    if (header == null || !header.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return new Reading.Absent();
    }
    return read(header.substring(7).strip());
  }

  /** Looks at a token that came by another way than the header. */
  public Reading read(String token) {
    if (token.isEmpty() || token.length() > LONGEST) {
      return new Reading.Wrong(UNKNOWN);
    }
    String hash = Digests.sha256(token);
    return people
        .apply(hash)
        .<Reading>map(p -> new Reading.Known(caller(p)))
        .orElseGet(() -> new Reading.Wrong(UNKNOWN));
  }

  private static Caller caller(Person p) {
    Voter voter = new Voter(PLATFORM, p.name(), p.name(), Set.of(), Map.of());
    return new Caller(p, voter, Optional.empty());
  }

  private static Person person(Settings.Member m) {
    return new Person(m.name(), new HashSet<>(m.roles()));
  }

  private static byte[] bytes(String hex) {
    return hex.getBytes(StandardCharsets.US_ASCII);
  }
}
