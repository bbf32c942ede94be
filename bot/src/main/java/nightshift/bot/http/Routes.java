package nightshift.bot.http;

import io.javalin.config.JavalinConfig;

/** A group of routes that some room of the house offers over the one HTTP server. */
public interface Routes {

  /** Adds its routes. Every handler authenticates by itself or says why it need not. */
  void addTo(JavalinConfig config);
}
