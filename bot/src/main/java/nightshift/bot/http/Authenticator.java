package nightshift.bot.http;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nightshift.bot.http.Credential.Reading;
import nightshift.engine.alert.Text;
import nightshift.engine.policy.Person;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says who is asking, or refuses. Kinds of credentials are tried in order; the first that the
 * request carries decides, so a wrong token is never outvoted by a cookie.
 */
public final class Authenticator {

  /** The header in which a browser's page repeats {@link Caller#csrf}. */
  public static final String CSRF_HEADER = "X-CSRF-Token";

  /** The form field for the same, for pages without script. */
  public static final String CSRF_FIELD = "csrf";

  private static final Logger LOG = LoggerFactory.getLogger(Authenticator.class);
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  private final List<Credential> credentials;
  private final Attempts attempts;
  private final Pace pace;

  /**
   * @param credentials in the order in which they are tried
   */
  public Authenticator(List<Credential> credentials, InstantSource clock) {
    this.credentials = List.copyOf(credentials);
    this.attempts = new Attempts(clock);
    this.pace = new Pace(clock);
  }

  /**
   * Who is asking, if they may look.
   *
   * @throws Problem 401 without a good credential, 429 after too many wrong ones or too many
   *     requests, 403 for who may only hand in alerts, and when a browser's request may come from a
   *     strange page
   */
  public Caller caller(Context request) {
    return find(request).orElseThrow(() -> unknown("this needs a token"));
  }

  /**
   * Who is asking, if they have any of these roles.
   *
   * @throws Problem like {@link #caller}, and 403 without the role
   */
  public Caller caller(Context request, String... anyRole) {
    Caller caller = proven(request).orElseThrow(() -> unknown("this needs a token"));
    if (List.of(anyRole).stream().noneMatch(caller.person()::is)) {
      throw Problem.forbidden(
          "%s may not do this: it takes the role %s"
              .formatted(caller.person().name(), String.join(" or ", anyRole)));
    }
    return caller;
  }

  /**
   * Who presses, whatever their roles: the engine judges by the plan's rule and writes refusals
   * down.
   *
   * @throws Problem like {@link #caller}, except for roles
   */
  public Caller presser(Context request) {
    return proven(request).orElseThrow(() -> unknown("this needs a token"));
  }

  /**
   * Who is asking, if they may look; empty when the request carries no credential at all, for what
   * lets them prove themselves later.
   *
   * @throws Problem like {@link #caller}
   */
  public Optional<Caller> find(Context request) {
    return proven(request).map(Authenticator::looking);
  }

  private Optional<Caller> proven(Context request) {
    for (Credential c : credentials) {
      Reading reading = c.read(request);
      if (!(reading instanceof Reading.Absent)) {
        Caller caller = known(reading, request.ip(), request.path());
        guardAgainstForgery(caller, request);
        return Optional.of(caller);
      }
    }
    return Optional.empty();
  }

  /**
   * Judges a credential that came by another way than a request's header, such as a first message.
   *
   * @param address where from
   * @param what for, for the log
   * @throws Problem like {@link #caller}
   */
  public Caller judge(Reading reading, String address, String what) {
    return looking(known(reading, address, what));
  }

  /** A sensor's token lies about on other machines: it opens the door for alerts and no other. */
  private static Caller looking(Caller caller) {
    if (caller.person().onlyHandsIn()) {
      throw Problem.forbidden(
          "%s may only hand in alerts: looking takes another role than %s"
              .formatted(caller.person().name(), Person.INTAKE));
    }
    return caller;
  }

  private Caller known(Reading reading, String address, String what) {
    return switch (reading) {
      case Reading.Absent _ -> throw unknown("this needs a token");
      case Reading.Wrong wrong -> {
        Optional<Duration> wait = attempts.wait(address);
        note(attempts.wrong(address), address, what, wrong.why());
        throw wait.map(
                left -> Problem.tooMany("too many wrong credentials from this address", left))
            .orElseGet(() -> refused(wrong.why()));
      }
      // Never held up: a guesser behind the same address must not stop who is known.
      case Reading.Known k -> {
        if (!pace.allows(k.caller().person().name())) {
          throw Problem.tooMany(
              "more than " + Pace.PER_SECOND + " requests a second", Duration.ofSeconds(1));
        }
        yield k.caller();
      }
    };
  }

  /** A line for the first wrong credential, and ever fewer that count: never a flood. */
  private static void note(Attempts.Tried tried, String address, String what, String why) {
    if (tried.telling() && tried.all() == 1) {
      LOG.warn("wrong credential from {} for {}: {}", address, Text.line(what, 200), why);
    } else if (tried.telling()) {
      LOG.warn(
          "{} wrong credentials from {} since {}, the last one for {}: {}; at most {} a minute are"
              + " looked at",
          tried.all(),
          address,
          tried.began().truncatedTo(ChronoUnit.SECONDS),
          Text.line(what, 200),
          why,
          Attempts.ALLOWED);
    }
  }

  private static void guardAgainstForgery(Caller caller, Context request) {
    if (caller.csrf().isEmpty()) {
      return;
    }
    if (request.header("Sec-WebSocket-Key") != null && !ownPage(request)) {
      throw Problem.forbidden("a log-in of the web room listens from its own pages only");
    }
    if (READING.contains(request.method().name())) {
      return;
    }
    String sent = request.header(CSRF_HEADER);
    String given = sent == null ? request.formParam(CSRF_FIELD) : sent;
    if (given == null || !same(given, caller.csrf().get())) {
      throw Problem.forbidden("the page is out of date: load it again, then repeat this");
    }
  }

  // Browsers let every page open a socket anywhere, with the cookie, and only say where it is from.
  private static boolean ownPage(Context request) {
    String site = request.header("Sec-Fetch-Site");
    if (site != null) {
      return site.equals("same-origin");
    }
    String origin = request.header("Origin");
    String host = request.host();
    return origin != null
        && host != null
        && (origin.equals("http://" + host) || origin.equals("https://" + host));
  }

  private static boolean same(String a, String b) {
    return MessageDigest.isEqual(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }

  private static Problem unknown(String detail) {
    return refused(detail + ": send \"Authorization: Bearer …\"");
  }

  private static Problem refused(String detail) {
    return new Problem(401, detail).header("WWW-Authenticate", "Bearer realm=\"nightshift\"");
  }
}
