package nightshift.bot.host.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import nightshift.bot.host.docker.DockerTrouble.Kind;
import nightshift.config.Settings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to one Docker Engine: made when first needed, made again after it broke, speaking
 * the engine's own API version, and with a deadline on every call.
 */
final class DockerLink implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(DockerLink.class);
  private static final Duration CONNECT = Duration.ofSeconds(5);
  // There is SSH to be connected first, and a program to be started.
  private static final Duration CONNECT_THROUGH = Duration.ofSeconds(14);
  private static final int CONNECTIONS = 64;
  // OpenSSH takes ten sessions on one connection, and the stream of events needs one, too.
  private static final int THROUGH_ANOTHER = 6;

  /** One thing asked of the engine. */
  @FunctionalInterface
  interface Call<T> {
    T on(DockerClient client) throws Exception;
  }

  /** One thing asked of the engine for which docker-java has no call. */
  @FunctionalInterface
  interface RawCall<T> {
    T on(Raw raw) throws Exception;
  }

  private final URI engine;
  private final URI dial;
  private final Optional<Settings.Tls> tls;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable DockerClient shared;

  DockerLink(URI engine) {
    this(engine, engine, Optional.empty());
  }

  /**
   * @param engine what it is called in messages
   * @param dial where to connect to
   * @param tls for {@code tcp}; empty for none
   */
  DockerLink(URI engine, URI dial, Optional<Settings.Tls> tls) {
    this.engine = engine;
    this.dial = dial;
    this.tls = tls;
  }

  /** Where the engine is. */
  URI engine() {
    return engine;
  }

  /**
   * Asks, and gives up after {@code deadline}. The transport has no timeout of its own on a unix
   * socket, so the call runs on a thread that is interrupted.
   *
   * @param doing what is being done, for messages: {@code restarting container "web"}
   */
  <T> T call(String doing, Duration deadline, Call<T> call)
      throws DockerTrouble, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException(doing);
    }
    DockerClient client = connected(doing);
    return bounded(doing, deadline, () -> call.on(client), Kind.NO_ANSWER);
  }

  /** Like {@link #call}, in the engine's own HTTP. */
  <T> T raw(String doing, Duration deadline, RawCall<T> call)
      throws DockerTrouble, InterruptedException {
    return call(doing, deadline, c -> call.on(new Raw(((DockerClientImpl) c).getHttpClient())));
  }

  // Connecting asks for nothing but the engine's version, so whatever happens, nothing was done.
  private DockerClient connected(String doing) throws DockerTrouble, InterruptedException {
    try {
      return bounded(doing, patience(), this::client, Kind.UNREACHABLE);
    } catch (DockerTrouble e) {
      throw e.kind() == Kind.NO_ANSWER
          ? new DockerTrouble(Kind.UNREACHABLE, String.valueOf(e.getMessage()))
          : e;
    }
  }

  private Duration patience() {
    return engine.equals(dial) ? CONNECT : CONNECT_THROUGH;
  }

  /** A client of its own, for a stream: a stream keeps its connection for as long as it lasts. */
  DockerClient forStream(String doing) throws DockerTrouble, InterruptedException {
    return bounded(doing, patience(), this::connect, Kind.UNREACHABLE);
  }

  private <T> T bounded(
      String doing, Duration deadline, java.util.concurrent.Callable<T> work, Kind late)
      throws DockerTrouble, InterruptedException {
    FutureTask<T> task = new FutureTask<>(work);
    Thread worker = Thread.ofVirtual().name("docker: " + doing).start(task);
    try {
      return task.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      worker.interrupt();
      throw Troubles.late(doing, engine, deadline, late);
    } catch (InterruptedException e) {
      worker.interrupt();
      throw e;
    } catch (ExecutionException e) {
      DockerTrouble trouble = Troubles.of(doing, engine, e.getCause());
      if (trouble.kind() == Kind.UNREACHABLE || trouble.kind() == Kind.NO_ANSWER) {
        forget();
      }
      throw trouble;
    }
  }

  private DockerClient client() throws IOException {
    lock.lock();
    try {
      if (shared == null) {
        shared = connect();
      }
      return shared;
    } finally {
      lock.unlock();
    }
  }

  private DockerClient connect() throws IOException {
    DefaultDockerClientConfig.Builder config =
        DefaultDockerClientConfig.createDefaultConfigBuilder().withDockerHost(dial.toString());
    DockerClientConfig plain = config.build();
    DockerHttpClient http =
        new ZerodepDockerHttpClient.Builder()
            .dockerHost(plain.getDockerHost())
            .sslConfig(tls.isPresent() ? EngineTls.of(tls.get()) : plain.getSSLConfig())
            .connectionTimeout(CONNECT)
            .maxConnections(engine.equals(dial) ? CONNECTIONS : THROUGH_ANOTHER)
            .build();
    try {
      String version = apiVersion(http);
      return DockerClientImpl.getInstance(config.withApiVersion(version).build(), http);
    } catch (IOException | RuntimeException e) {
      http.close();
      throw e;
    }
  }

  /** Engines refuse versions that they are too old or too new for, so the engine is asked first. */
  private static String apiVersion(DockerHttpClient http) throws IOException {
    Request ping = Request.builder().method(Request.Method.GET).path("/_ping").build();
    try (Response answer = http.execute(ping)) {
      @Nullable String version = answer.getHeader("Api-Version");
      if (answer.getStatusCode() != 200 || version == null) {
        throw new IOException(
            "it answered /_ping with status "
                + answer.getStatusCode()
                + " and is no Docker Engine");
      }
      return version;
    }
  }

  /** The next call connects anew: the engine may have been replaced by another version. */
  private void forget() {
    lock.lock();
    try {
      // Not closed here: other calls may be under way on it, and an idle one holds no connection.
      shared = null;
    } finally {
      lock.unlock();
    }
  }

  /** Closes a client; that this too can go wrong is of interest to nobody but the log. */
  static void closeQuietly(@Nullable DockerClient client) {
    if (client == null) {
      return;
    }
    try {
      client.close();
    } catch (IOException e) {
      log.debug("closing a connection to the Docker Engine: {}", e.getMessage());
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closeQuietly(shared);
      shared = null;
    } finally {
      lock.unlock();
    }
  }
}
