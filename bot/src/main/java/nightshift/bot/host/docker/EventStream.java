package nightshift.bot.host.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.EventType;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import nightshift.bot.host.docker.DockerTrouble.Kind;

/**
 * Docker's events about containers, one after another, over a connection of its own. When it ends,
 * open another one with {@code since} the last event that was dealt with.
 */
public final class EventStream implements AutoCloseable {

  private static final String LISTENING = "listening to Docker's events";
  private static final int BUFFER = 1_024;

  // Filtered by the engine: each health check would otherwise bring three exec_* events.
  private static final String[] WANTED = {
    "start", "die", "kill", "stop", "oom", "health_status", "destroy"
  };

  /** What comes out of the stream: an event, or its end. */
  private sealed interface Item {
    record Said(Event event) implements Item {}

    record Ended(DockerTrouble why) implements Item {}
  }

  private final DockerClient client;
  private final Receiver receiver;
  private final DockerTrouble full;

  private EventStream(DockerClient client, Receiver receiver, DockerTrouble full) {
    this.client = client;
    this.receiver = receiver;
    this.full = full;
  }

  static EventStream open(DockerLink link, Instant since)
      throws DockerTrouble, InterruptedException {
    DockerClient client = link.forStream(LISTENING);
    Receiver receiver = new Receiver(link);
    var command =
        client
            .eventsCmd()
            .withEventTypeFilter(EventType.CONTAINER)
            .withEventFilter(WANTED)
            .withSince("%d.%09d".formatted(since.getEpochSecond(), since.getNano()));
    command.exec(receiver);
    return new EventStream(
        client,
        receiver,
        new DockerTrouble(Kind.NO_ANSWER, LISTENING + ": more came at once than could be read"));
  }

  /**
   * The next event; empty when none came within {@code wait}.
   *
   * @throws DockerTrouble when the stream is over
   */
  public Optional<ContainerEvent> next(Duration wait) throws DockerTrouble, InterruptedException {
    if (receiver.overflown) {
      throw full;
    }
    Item item = receiver.queue.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
    return switch (item) {
      case null -> Optional.empty();
      case Item.Said(var event) -> EventMapper.read(event);
      case Item.Ended(var why) -> throw why;
    };
  }

  @Override
  public void close() {
    DockerLink.closeQuietly(client);
  }

  private static final class Receiver extends ResultCallback.Adapter<Event> {

    private final BlockingQueue<Item> queue = new LinkedBlockingQueue<>(BUFFER + 2);
    private final DockerLink link;
    private volatile boolean overflown;

    Receiver(DockerLink link) {
      this.link = link;
    }

    @Override
    public void onNext(Event event) {
      // Never blocks: Docker drops the events of a listener that does not read.
      if (queue.size() >= BUFFER || !queue.offer(new Item.Said(event))) {
        overflown = true;
      }
    }

    @Override
    public void onError(Throwable cause) {
      // Not passed on: the library would log a stack trace at every end, and nobody awaits it here.
      end(Troubles.of(LISTENING, link.engine(), cause));
    }

    @Override
    public void onComplete() {
      end(Troubles.of(LISTENING, link.engine(), new IOException("Docker ended the stream")));
    }

    private void end(DockerTrouble why) {
      // Both callbacks fire when the daemon dies; the first one is enough.
      if (!queue.offer(new Item.Ended(why))) {
        overflown = true;
      }
    }
  }
}
