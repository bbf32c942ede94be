package nightshift.bot.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import nightshift.config.AppSettings;
import nightshift.config.CustomAction;
import nightshift.engine.alert.Severity;

/**
 * The schema of {@code nightshift.yaml}. That its keys are those of the parser, at every place, a
 * test makes sure of by asking the parser.
 */
public final class ConfigSchema {

  private static final Shape SECRET = Shape.text().about("${NAME}, from the environment");
  private static final Shape FILE = Shape.text().about("the path of a file of mode 600");

  private ConfigSchema() {}

  /** Draws it. */
  public static ObjectNode draw() {
    Shape root = Shape.keys();
    world(root);
    others(root);
    policy(root);
    return root.file("Nightshift's configuration", Map.of(Common.MATCH, Common.match()));
  }

  private static void world(Shape root) {
    root.with("data", Shape.text().about("the folder of the ledger, on a local disk"))
        .with(
            "http",
            Shape.keys()
                .with("listen", Shape.text().about("host:port"))
                .with("public_url", Shape.text()))
        .with("docker", docker())
        .with(
            "disk",
            Shape.keys()
                .with("roots", Common.words().about("below these, old files may be moved away"))
                .with("quotas", Shape.map(Shape.size()))
                .with("quarantine", Shape.text().about("files go here instead of away"))
                .with("retention", Shape.duration())
                .with("logs", Common.words().about("below these, logs may be cut")))
        .with("zfs", Shape.keys().with(List.of("datasets", "protect"), Common.words()))
        .with("endpoints", Shape.map(Shape.text()).about("HTTP services, by name"))
        .with("services", Shape.keys().with(List.of("allow", "protect"), Common.words()))
        .with(
            "network",
            Shape.keys()
                .with("interfaces", Common.words().about("whose network may be restarted"))
                .with("unit", Shape.text())
                .with("confirm", Shape.duration())
                .with(List.of("nameservers", "lookups"), Common.words())
                .with("endpoints", Shape.map(Shape.text()))
                .with("open", Common.words().about("ports that may be open: 443, 53/udp")))
        .with("processes", Shape.keys().with("allow", Common.words()))
        .with(
            "security",
            Shape.keys().with("ports", Shape.list(Shape.whole())).with("search", Common.words()));
  }

  private static Shape docker() {
    Shape tls = Shape.keys();
    List.of("ca_file", "cert_file", "key_file").forEach(key -> tls.need(key, Shape.text()));
    Shape login =
        Shape.keys()
            .need("username", Shape.text())
            .with("password", SECRET)
            .with("password_file", FILE);
    return Shape.keys()
        .with("host", Shape.text().about("unix://, tcp://, or ssh:docker for another host's"))
        .with("tls", tls)
        .with("containers", Common.words().about("globs of those that may be touched"))
        .with("protect", Common.words().about("globs of those that never are"))
        .with("events", Shape.flag().about("heal from Docker's own events"))
        .with(
            "prune",
            Shape.keys()
                .with(List.of("images", "networks", "volumes"), Common.words())
                .with("build_cache", Shape.flag()))
        .with("registries", Shape.map(login).about("log-ins for pulling, by host: ghcr.io"));
  }

  private static void others(Shape root) {
    Shape app =
        Shape.keys()
            .need("kind", Shape.choice(AppSettings.Kind.class))
            .need("url", Shape.text())
            .with(List.of("api_key", "password"), SECRET)
            .with(List.of("api_key_file", "password_file"), FILE)
            .with(List.of("username", "container", "service"), Shape.text());
    Shape ssh =
        Shape.keys()
            .need("address", Shape.text())
            .with("port", Shape.whole())
            .need("user", Shape.text())
            .need("key_file", FILE)
            .need("known_hosts_file", Shape.text());
    root.with("apps", Shape.map(app))
        .with("actions", Shape.list(action()).about("commands of your own, as custom.NAME"))
        .with("hosts", Shape.map(Shape.keys().with("ssh", ssh).with("docker", docker())))
        .with("people", Shape.list(person()))
        .with("chat", Shape.keys().with("discord", discord()).with("matrix", matrix()))
        .with("playbooks", Shape.text().about("the folder of the playbooks"))
        .with("audit", Shape.keys().with("keep", Shape.duration()));
  }

  private static Shape action() {
    Shape input =
        Shape.keys()
            .need("type", Shape.choice(CustomAction.Input.Type.class))
            .with("one_of", Common.words())
            .with(List.of("pattern", "default", "folder"), Shape.text());
    return Shape.keys()
        .need("name", Shape.text())
        .with("description", Shape.text())
        .with("target", Shape.text().about("a kind of target, or * for any"))
        .need("argv", Common.words().about("the program's whole path and its arguments"))
        .with("inputs", Shape.map(input))
        .with("timeout", Shape.duration())
        .with("risk", Common.risk())
        .with(List.of("undo", "verify"), Common.words())
        .with("env", Shape.map(Shape.text()))
        .with(List.of("directory", "host", "user"), Shape.text());
  }

  private static Shape person() {
    return Shape.keys()
        .need("name", Shape.text())
        .with("roles", Common.words())
        .with("discord", Shape.text().about("a numeric user id, in quotes"))
        .with("matrix", Shape.text().about("@name:server"))
        .with(List.of("token_file", "hmac_file"), FILE)
        .with(List.of("token", "hmac"), SECRET);
  }

  private static Shape discord() {
    Shape route =
        Shape.keys()
            .need("channel", Shape.text())
            .with("playbooks", Common.words())
            .with("severity", Shape.list(Shape.choice(Severity.class)))
            .with("match", Common.matches());
    return Shape.keys()
        .with("token_file", FILE)
        .with("token", SECRET)
        .need("guild", Shape.text())
        .need("channel", Shape.text())
        .with("channels", Shape.list(route))
        .with("roles", Shape.map(Shape.text()))
        .with(List.of("rest_url", "gateway_url"), Shape.text());
  }

  private static Shape matrix() {
    return Shape.keys()
        .with("token_file", FILE)
        .with("token", SECRET)
        .need("homeserver", Shape.text())
        .need("room", Shape.text())
        .with("power_levels", Shape.map(Shape.whole()));
  }

  private static Shape week(Shape of) {
    return of.with(
            "days",
            Shape.list(Shape.choice(List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun"))))
        .with(List.of("from", "to"), Shape.text().about("a time of day, in quotes"));
  }

  private static void policy(Shape root) {
    Shape when =
        Shape.keys()
            .with("risk", Shape.list(Common.risk()))
            .with(List.of("playbook", "target"), Common.words())
            .with("labels", Shape.map(Shape.text()))
            .with("hours", week(Shape.keys()));
    Shape approval =
        Shape.keys()
            .with(List.of("low", "medium", "high", "critical"), Common.approval())
            .with("solo", Shape.keys().with("grace", Shape.duration()))
            .with("cases", Shape.list(Common.approval().need("when", when)));
    root.with("time_zone", Shape.text())
        .with("approval", approval.about("who may approve, by risk; a missing one: nobody"))
        .with("automatic", automatic())
        .with(List.of("protect", "targets"), Common.words().about("globs of kind:name"))
        .with("freezes", Shape.list(freeze()))
        .with(
            "groups",
            Shape.map(
                Shape.keys()
                    .need("targets", Common.words())
                    .with(List.of("max_in_flight", "min_healthy"), Shape.whole())))
        .with("notify", attention())
        .with(
            "learning",
            Shape.keys()
                .with(List.of("half_life", "per"), Shape.duration())
                .with("low_confidence", Shape.choice(List.of("refuse", "ask")))
                .with("repeats", Shape.whole())
                .with("report", Shape.choice(List.of("never", "weekly"))));
  }

  private static Shape automatic() {
    return Shape.keys()
        .with("up_to", Shape.choice(List.of("low", "medium")))
        .with(List.of("max_in_flight", "max"), Shape.whole())
        .with(List.of("per", "countdown"), Shape.duration())
        .with(List.of("per_playbook", "per_host", "storm", "flapping"), Shape.rate());
  }

  private static Shape freeze() {
    return week(Shape.keys().need("name", Shape.text()))
        .with(List.of("begin", "end"), Shape.text().about("such as 2026-12-24T00:00"))
        .with("targets", Common.words())
        .with("total", Shape.flag().about("approved plans wait, too"));
  }

  private static Shape attention() {
    return Shape.keys()
        .with("remind", Shape.duration())
        .with(
            "quiet_hours",
            Shape.keys()
                .need("from", Shape.text())
                .need("to", Shape.text())
                .with("zone", Shape.text()))
        .with("direct", Shape.keys().with("roles", Common.words()).with("from", Common.risk()));
  }
}
