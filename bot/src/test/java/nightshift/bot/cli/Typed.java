package nightshift.bot.cli;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import nightshift.engine.port.Pacer;

/** A command line that was typed, and what came of it. */
record Typed(int exit, String out, String err) {

  static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");

  static Typed at(StandInServer server, String... args) {
    return with(Map.of("NIGHTSHIFT_SERVER", server.url(), "NIGHTSHIFT_TOKEN", "secret"), "", args);
  }

  static Typed with(Map<String, String> environment, String input, String... args) {
    return with(InstantSource.fixed(NOW), time -> {}, environment, input, args);
  }

  static Typed at(InstantSource clock, Pacer pacer, String... args) {
    return with(clock, pacer, Map.of(), "", args);
  }

  private static Typed with(
      InstantSource clock,
      Pacer pacer,
      Map<String, String> environment,
      String input,
      String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintWriter(out),
            new PrintWriter(err),
            environment::get,
            false);
    int exit = Nightshift.run(terminal, clock, pacer, new EmptyHouse(), args);
    return new Typed(exit, out.toString(), err.toString());
  }
}
