package nightshift.bot.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import nightshift.engine.action.Durations;
import nightshift.engine.policy.Person;
import nightshift.engine.policy.Voter;

/**
 * A webhook's signature: HMAC-SHA256 over {@code TIMESTAMP:BODY} in hex, as Grafana's contact
 * points make it when their header names are set to these; they cannot sign method and path. Opens
 * the doors for alerts and no other, and each request once.
 */
public final class Signatures implements Credential {

  /** The header with the signature. */
  public static final String SIGNATURE = "X-Nightshift-Signature";

  /** The header with the time of sending, in seconds since 1970. */
  public static final String TIMESTAMP = "X-Nightshift-Timestamp";

  /** How far a sender's clock may be off; later, a recorded request is refused. */
  static final Duration TOLERANCE = Duration.ofMinutes(5);

  private static final String DOORS = "/api/v1/alerts";
  // More than anybody signs while a signature is good; the oldest are forgotten then.
  private static final int REMEMBERED = 100_000;
  private static final String ONCE = "nightshift-signed-request";
  private static final String ALGORITHM = "HmacSHA256";
  private static final String UNFIT =
      SIGNATURE
          + " fits no secret known here: it is the HMAC-SHA256, in hex, over TIMESTAMP:BODY, with"
          + " the body as it is sent";

  private final Function<Predicate<String>, Optional<Person>> people;
  private final InstantSource clock;
  private final Cache<String, Once> used;

  /**
   * @param people finds the person with whose secret a request was signed
   */
  public Signatures(Function<Predicate<String>, Optional<Person>> people, InstantSource clock) {
    this.people = people;
    this.clock = clock;
    this.used =
        Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            // A time ahead of ours is good until it is as far behind.
            .expireAfterWrite(TOLERANCE.multipliedBy(2).plusSeconds(1))
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .build();
  }

  /**
   * Does what a request asks for, which answers it. A signed request that was accepted before is
   * answered as it was then, and the deed is left; others are done every time.
   */
  public static void once(Context request, Runnable deed) {
    Once once = request.attribute(ONCE);
    if (once == null) {
      deed.run();
    } else {
      once.answer(request, deed);
    }
  }

  @Override
  public Reading read(Context request) {
    String signature = request.header(SIGNATURE);
    String path = request.path();
    boolean door = path.equals(DOORS) || path.startsWith(DOORS + "/");
    if (signature == null || !door) {
      return new Reading.Absent();
    }
    String timestamp = request.header(TIMESTAMP);
    if (timestamp == null || !recent(timestamp)) {
      return new Reading.Wrong(
          "%s has to be the seconds since 1970, at most %s off this server's clock, which says %d"
              .formatted(TIMESTAMP, Durations.shown(TOLERANCE), clock.instant().getEpochSecond()));
    }
    String hex = signature.strip().toLowerCase(Locale.ROOT);
    byte[] given = hex.getBytes(StandardCharsets.UTF_8);
    byte[] body = Bodies.bytes(request);
    Optional<Person> signer =
        people.apply(secret -> MessageDigest.isEqual(given, sign(secret, timestamp, body)));
    signer.ifPresent(_ -> request.attribute(ONCE, used.get(hex, _ -> new Once())));
    return signer
        .<Reading>map(p -> new Reading.Known(caller(p)))
        .orElseGet(() -> new Reading.Wrong(UNFIT));
  }

  private boolean recent(String timestamp) {
    try {
      Instant sent = Instant.ofEpochSecond(Long.parseLong(timestamp.strip()));
      return Duration.between(sent, clock.instant()).abs().compareTo(TOLERANCE) <= 0;
    } catch (NumberFormatException | java.time.DateTimeException | ArithmeticException e) {
      return false;
    }
  }

  private static byte[] sign(String secret, String timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      mac.update((timestamp + ":").getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(mac.doFinal(body)).getBytes(StandardCharsets.UTF_8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }

  private static Caller caller(Person p) {
    Voter voter = new Voter(Tokens.PLATFORM, p.name(), p.name(), Set.of(), Map.of());
    return new Caller(p, voter, Optional.empty());
  }
}
