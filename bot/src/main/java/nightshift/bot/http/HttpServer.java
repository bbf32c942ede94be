package nightshift.bot.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.json.JavalinJackson;
import io.javalin.util.JavalinException;
import java.time.Duration;
import java.util.List;
import nightshift.config.Settings;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.SizeLimitHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one HTTP server. Everything that strangers can send is bounded here. */
public final class HttpServer implements AutoCloseable {

  /** Most bytes of a request's headers together. */
  static final int HEADERS = 16 * 1024;

  // Pings every 20 seconds keep a living socket well within this.
  private static final Duration SOCKET_IDLE = Duration.ofSeconds(60);
  private static final int MESSAGE = 4 * 1024;
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final Duration STOPPING = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

  private final Javalin javalin;
  private final SlowClients slowClients;

  private HttpServer(Javalin javalin, SlowClients slowClients) {
    this.javalin = javalin;
    this.slowClients = slowClients;
  }

  /**
   * Starts to listen.
   *
   * @param routes what is served
   * @throws IllegalStateException when the address is taken or is not ours, saying so
   */
  public static HttpServer start(Settings.Http settings, List<? extends Routes> routes) {
    return start(settings, routes, SlowClients.PATIENCE);
  }

  static HttpServer start(
      Settings.Http settings, List<? extends Routes> routes, Duration patience) {
    SlowClients slow = new SlowClients(patience);
    Javalin javalin =
        Javalin.create(config -> {
          basics(config, settings, slow);
          config.routes.before(ctx -> Headers.SAFE.forEach(ctx::header));
          Problems.addTo(config.routes);
          routes.forEach(r -> r.addTo(config));
        });
    try {
      javalin.start();
    } catch (RuntimeException e) {
      slow.close();
      throw new IllegalStateException(
          "listening on %s:%d: %s; is it taken by another program?"
              .formatted(settings.host(), settings.port(), cause(e)),
          e);
    }
    return new HttpServer(javalin, slow);
  }

  /** The port that it listens on. */
  public int port() {
    return javalin.port();
  }

  /** Stops listening; running requests get a moment to end. */
  @Override
  public void close() {
    slowClients.close();
    try {
      javalin.stop();
    } catch (JavalinException e) {
      // Who still waits for an answer is cut off; the port is free all the same.
      LOG.warn("stopping to listen: some requests had not ended after {} s", STOPPING.toSeconds());
    }
  }

  private static void basics(JavalinConfig config, Settings.Http settings, SlowClients slow) {
    config.concurrency.useVirtualThreads = true;
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.maxRequestSize = Bodies.LARGEST;
    config.http.prefer405over404 = true;
    config.jsonMapper(new JavalinJackson(Json.MAPPER, true));
    config.jetty.host = settings.host();
    config.jetty.port = settings.port();
    config.jetty.modifyHttpConfiguration(HttpServer::bound);
    config.jetty.modifyServletContextHandler(h -> {
      h.insertHandler(new SizeLimitHandler(Bodies.MOST_READ, -1));
      h.insertHandler(new SaidTooLarge());
      h.insertHandler(new OneMethod());
    });
    config.jetty.modifyWebSocketServletFactory(ws -> {
      ws.setIdleTimeout(SOCKET_IDLE);
      ws.setMaxTextMessageSize(MESSAGE);
      ws.setMaxBinaryMessageSize(MESSAGE);
    });
    config.jetty.modifyServer(server -> bound(server, slow));
  }

  private static void bound(HttpConfiguration http) {
    http.setSendServerVersion(false);
    http.setSendDateHeader(true);
    http.setRequestHeaderSize(HEADERS);
    http.setUriCompliance(UriCompliance.DEFAULT);
  }

  private static void bound(Server server, SlowClients slow) {
    server.setErrorHandler(new SafeErrors());
    server.setStopTimeout(STOPPING.toMillis());
    server.setStopAtShutdown(false);
    server.addEventListener(
        new org.eclipse.jetty.util.component.LifeCycle.Listener() {
          @Override
          public void lifeCycleStarting(org.eclipse.jetty.util.component.LifeCycle event) {
            for (var connector : server.getConnectors()) {
              if (connector instanceof ServerConnector c) {
                c.setIdleTimeout(IDLE.toMillis());
                c.addEventListener(slow);
              }
            }
          }
        });
  }

  private static String cause(Throwable e) {
    Throwable t = e;
    while (t.getCause() != null) {
      t = t.getCause();
    }
    return String.valueOf(t.getMessage());
  }
}
