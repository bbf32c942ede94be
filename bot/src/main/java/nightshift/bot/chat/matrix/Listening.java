package nightshift.bot.chat.matrix;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import nightshift.bot.chat.matrix.client.Account;
import nightshift.bot.chat.matrix.client.Event;
import nightshift.bot.chat.matrix.client.Homeserver;
import nightshift.bot.chat.matrix.client.MatrixException;
import nightshift.bot.chat.matrix.client.MatrixException.Kind;
import nightshift.bot.chat.matrix.client.Sync;
import nightshift.bot.chat.matrix.client.Sync.Membership;
import nightshift.engine.port.LedgerException;
import nightshift.engine.port.Pacer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what happens in the room, for as long as the house stands. The token that says how far we
 * have heard is written down after everything before it was decided, never earlier: what was not
 * decided when we died is told again.
 */
final class Listening implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Listening.class);
  private static final Duration POLL = Duration.ofSeconds(30);
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final int LONGEST_PAUSE = 60;
  private static final String HEARING = "listening to the room";

  private final Link link;
  private final Kept kept;
  private final Batches batches;
  private final Waiting waiting;
  private final Pacer pacer;
  private final Gap gap;
  private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();

  Listening(Link link, Kept kept, Batches batches, Waiting waiting, Pacer pacer) {
    this.link = link;
    this.kept = kept;
    this.batches = batches;
    this.waiting = waiting;
    this.pacer = pacer;
    this.gap = new Gap(link.server());
  }

  /** Begins to listen; returns at once. */
  void start() {
    thread.set(Thread.ofVirtual().name("matrix-sync").start(this::work));
  }

  private void work() {
    int failures = 0;
    boolean arrived = false;
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Duration asked = Duration.ZERO;
        try {
          arrived = arrived && link.standing() != null || arrive();
          if (arrived) {
            arrived = round();
            failures = 0;
            continue;
          }
        } catch (MatrixException e) {
          link.down(Troubles.line(e));
          asked = e.retryAfter();
        } catch (LedgerException e) {
          LOG.error("{}: {}", HEARING, e.getMessage());
        } catch (RuntimeException e) {
          // The roof of this loop: whatever is wrong, the room is listened to again.
          LOG.error("{}: unexpected", HEARING, e);
        }
        arrived = false;
        failures++;
        Duration own = backOff(failures);
        pacer.pause(asked.compareTo(own) > 0 ? asked : own);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How long to wait before try {@code n}, from 1: 1 s, 2 s, 4 s, up to a minute. */
  static Duration backOff(int n) {
    return Duration.ofSeconds(Math.min(LONGEST_PAUSE, 1L << Math.clamp(n - 1L, 0, 6)));
  }

  /** Goes in and looks around; false when the room cannot be used. */
  private boolean arrive() throws MatrixException, InterruptedException {
    Homeserver server = link.server();
    Account me = server.whoami("asking the homeserver whose token it is");
    try {
      server.join("going into the room " + link.room());
    } catch (MatrixException e) {
      if (e.passing()) {
        throw e;
      }
      link.refuse(
          "the bot is not in the room %s; invite %s there (%s)"
              .formatted(link.room(), me.user(), e.getMessage()));
      return false;
    }
    RoomLook look = RoomLook.of(server.state("looking at the room"), me.user());
    if (!look.refusal().isEmpty()) {
      link.refuse(look.refusal());
      return false;
    }
    kept.device(me.device()).ifPresent(before -> otherDevice(before, me.device()));
    if (kept.since().isEmpty()) {
      // Where the room is now. What happened before was not said to us, but for waiting cards.
      kept.advance(server.sync(HEARING, null, me.user(), POLL).next());
    }
    link.up(new Link.Standing(me, look));
    waiting.all();
    return true;
  }

  private static void otherDevice(String before, String now) {
    LOG.warn(
        "the Matrix token is of device {}, the former one was of {}: the homeserver cannot tell what"
            + " was sent before from what is sent again; next time log in with the same device_id",
        now,
        before);
  }

  /** Hears and decides one batch; false when the room has to be looked at anew. */
  private boolean round() throws MatrixException, InterruptedException {
    String since = kept.since().orElse("");
    Link.Standing now = link.standing();
    if (since.isEmpty() || now == null) {
      return false;
    }
    Duration wait = batches.begin() ? SOON : POLL;
    Optional<Sync> heard = sync(since, now.me().user(), wait);
    if (heard.isEmpty()) {
      return false;
    }
    Sync batch = heard.get();
    if (batch.membership() == Membership.LEFT) {
      link.refuse(
          "the bot is not in the room %s any more; invite %s there"
              .formatted(link.room(), now.me().user()));
    }
    boolean changed = batch.membership() != Membership.QUIET && batch.limited();
    if (batch.membership() == Membership.JOINED) {
      changed |= decide(batch, since, now.me().user());
    }
    kept.advance(batch.next());
    boolean elsewhere =
        batch.membership() == Membership.LEFT || batch.membership() == Membership.INVITED;
    return !changed && !elsewhere;
  }

  private Optional<Sync> sync(String since, String me, Duration wait)
      throws MatrixException, InterruptedException {
    try {
      return Optional.of(link.server().sync(HEARING, since, me, wait));
    } catch (MatrixException e) {
      if (e.kind() != Kind.REFUSED) {
        throw e;
      }
      LOG.warn("{}; going on from now, and looking at every card that waits", e.getMessage());
      kept.forgetSince();
      return Optional.empty();
    }
  }

  private boolean decide(Sync batch, String since, String me)
      throws MatrixException, InterruptedException {
    Gap.Filled all = filled(batch, since, me);
    boolean changed = false;
    for (Event event : all.events()) {
      if (event.type().equals("m.room.encryption")) {
        // Nothing that follows counts.
        return true;
      }
      changed |= batches.handle(event, me);
    }
    if (!all.whole()) {
      LOG.warn("not everything since the last look could be read; looking at every waiting card");
    }
    return changed || !all.whole();
  }

  private Gap.Filled filled(Sync batch, String since, String me)
      throws MatrixException, InterruptedException {
    try {
      return gap.fill(batch, since, me);
    } catch (MatrixException e) {
      if (e.passing()) {
        throw e;
      }
      LOG.warn("{}", e.getMessage());
      return new Gap.Filled(batch.events(), false);
    }
  }

  @Override
  public void close() {
    Thread listening = thread.get();
    if (listening == null) {
      return;
    }
    listening.interrupt();
    try {
      listening.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
