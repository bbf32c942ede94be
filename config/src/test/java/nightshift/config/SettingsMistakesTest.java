package nightshift.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import nightshift.config.yaml.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsMistakesTest {

  private static final Map<String, String> ENVIRONMENT =
      Map.of("PORT", "not a port", "TOKEN", "a-token-that-is-long-enough", "EMPTY", "");

  @TempDir Path folder;
  private Marked marked;

  @BeforeEach
  void file() {
    marked =
        new Marked(folder.resolve("nightshift.yaml"), f -> SettingsLoader.load(f, ENVIRONMENT));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '^',
      value = {
        "§htttp: {} ^ unknown key \"htttp\"; did you mean \"http\"?",
        "http: { §listn: x } ^ http.listn: unknown key \"listn\"; did you mean \"listen\"?",
        "audit: { keep: §1d } ^ events stay for at least 30d",
        "audit: { §kep: 400d } ^ unknown key \"kep\"; did you mean \"keep\"?",
        "http: { listen: §3100 } ^ must be host:port, such as 127.0.0.1:3100",
        "http: { listen: §':3100' } ^ must be host:port",
        "http: { listen: §'localhost:70000' } ^ must be host:port",
        "http: { listen: §'0.0.0.0:3100' } ^ others can reach 0.0.0.0, and no person has a token",
        "http: { listen: §'[::]:3100' } ^ others can reach ::, and no person has a token",
        "http: { listen: §'host.example:1' } ^ no person has a token",
        "http: { public_url: §'ftp://x' } ^ must be a URL (http, https)",
        "http: { public_url: §'https://u:p@x' } ^ without a password in it",
        "docker: { host: §'npipe://x' } ^ must be a URL (unix, tcp)",
        "docker: { containers: [§'a b'] } ^ must be a container name",
        "docker: { containers: [a], events: §yes } ^ must be true or false, not \"yes\"",
        "disk: { roots: [§/] } ^ not / itself",
        "disk: { quotas: { /a: §lots } } ^ disk.quotas./a: must be a size such as 512MiB or 10GB",
        "disk: { quotas: { /a: §0 } } ^ more than 0 bytes",
        "disk: { roots: [/a], quarantine: §/a/q } ^ lies below one of the roots",
        "disk: { retention: §0s } ^ longer than 0",
        "disk: { logs: [§/] } ^ not / itself",
        "disk: { logs: [/a], quarantine: §/a/q } ^ frees nothing",
        "docker: { containers: [a], prune: { §image: [a] } } ^ did you mean \"images\"?",
        "docker: { containers: [a], prune: { images: [§'a b'] } } ^ must be an image such as",
        "docker: { containers: [a], prune: { volumes: [§a/b] } } ^ must be a container name",
        "docker: { containers: [a], prune: { build_cache: §maybe } } ^ must be true or false",
        "docker: { containers: [a], registries: { ghcr.io: §{ username: a } } } ^ \"password_file\" is missing",
        "docker: { containers: [a], registries: { ghcr.io: §{ password: '${TOKEN}' } } } ^ \"username\" is missing",
        "docker: { containers: [a], registries: { ghcr.io: { username: a, password: §plain } } } ^ a secret does not belong in this file",
        "docker: { containers: [a], registries: { ghcr.io: { username: a, password: §'${EMPTY}' } } } ^ must not be empty",
        "docker: { containers: [a], registries: { ghcr.io: { username: §'a:b', password: '${TOKEN}' } } } ^ without a colon",
        "docker: { containers: [a], registries: { ghcr.io: { username: a, §pasword_file: b, password: '${TOKEN}' } } } ^ did you mean \"password_file\"?",
        "docker: { containers: [a], registries: { §'https://ghcr.io': { username: a, password: '${TOKEN}' } } } ^ must be a registry's host",
        "docker: { containers: [a], registries: { §ghcr.io/me: { username: a, password: '${TOKEN}' } } } ^ must be a registry's host",
        "docker: { containers: [a], registries: { §index.docker.io: { username: a, password: '${TOKEN}' } } } ^ write docker.io",
        "zfs: { §dataset: [tank] } ^ did you mean \"datasets\"?",
        "zfs: { datasets: [§'-r'] } ^ must be a dataset such as tank/data",
        "zfs: { datasets: [a], protect: [§'a b'] } ^ must be a dataset or snapshot",
        "learning: { §halflife: 9d } ^ unknown key \"halflife\"; did you mean \"half_life\"?",
        "learning: { half_life: §0s } ^ longer than 0",
        "learning: { low_confidence: §maybe } ^ learning.low_confidence: must be",
        "learning: { report: §daily } ^ learning.report: must be",
        "endpoints: { §Shop!: 'http://x' } ^ a name has lower-case letters",
        "endpoints: { shop: §nowhere } ^ must be a URL",
        "actions: [§{ name: x }] ^ \"argv\" is missing",
        "actions: [§{ argv: [/bin/true] }] ^ \"name\" is missing",
        "actions: [{ name: §X, argv: [/bin/true] }] ^ must be a name such as rotate-logs",
        "actions: [{ name: a, argv: [§true] }] ^ must be the program's absolute path",
        "actions: [{ name: a, argv: [§'/{{ x }}'], inputs: { x: { type: name } } }] ^ absolute path",
        "actions: [{ name: a, argv: §[] }] ^ must name a program",
        "actions: [{ name: a, argv: [/b, §'{{ svc }}'], inputs: { src: { type: name } } }] ^ there is no input \"svc\"; did you mean \"src\"?",
        "actions: [{ name: a, argv: [/b], verify: [/c, §'{{ x }}'], inputs: { x: { type: name } } }] ^ nobody gives \"x\" when verifying; declare a default for it",
        "actions: [{ name: a, argv: [/b], timeout: §2h }] ^ must be 1h at most",
        "actions: [{ name: a, argv: [/b], risk: §lo }] ^ did you mean \"low\"?",
        "actions: [{ name: a, argv: [/b], env: { §A-B: c } }] ^ is not a name",
        "actions: [{ name: a, argv: [/b], inputs: { x: §{} } }] ^ \"type\" is missing",
        "actions: [{ name: a, argv: [/b], inputs: { x: { type: §nmae } } }] ^ did you mean \"name\"?",
        "actions: [{ name: a, argv: [/b], inputs: { x: { type: text, pattern: §'(' } } }] ^ is not a regex",
        "actions: [{ name: a, argv: [/b], inputs: { x: { type: text, pattern: §'((a{1,500}){1,500}){1,500}' } } }] ^ multiply to more than 1000 copies",
        "actions: [{ name: a, argv: [/b], inputs: { x: { type: integer, default: §a } } }] ^ this input does not allow it: it is not a whole number",
        "actions: [{ name: a, argv: [/b], inputs: { x: { type: name, one_of: [b], default: §c } } }] ^ does not allow it: it is none of b",
        "actions: [{ name: a, argv: [/b] }, { name: §a, argv: [/b] }] ^ another action is called \"a\"",
        "people: [§{ roles: [x] }] ^ \"name\" is missing",
        "people: [{ name: §'a b' }] ^ must be a name such as alice",
        "people: [{ name: a, roles: §oncall }] ^ must be a list",
        "people: [{ name: a, roles: [§On Call] }] ^ must be a role such as oncall",
        "people: [{ name: a, discord: §alice }] ^ must be a numeric user id in quotes",
        "people: [{ name: a, matrix: §alice }] ^ must be a user id such as @alice:example.org",
        "people: [{ name: a }, { name: §a }] ^ belongs to another person already",
        "people: [{ name: a, discord: '123456789012345678' }, { name: b, discord: §'123456789012345678' }] ^ belongs to another person",
        "people: [{ name: a, token: '${TOKEN}' }, { name: b, token: §'${TOKEN}' }] ^ belongs to another person",
        "people: [{ name: a, token: §'${NOWHERE}' }] ^ the environment variable NOWHERE is not set",
        "people: [{ name: a, token: §'${EMPTY}' }] ^ must not be empty",
        "people: [{ name: a, token_file: §missing }] ^ check that it is there",
        "people: [{ name: a, token_file: x, §token: '${TOKEN}' }] ^ not both",
        "approval: { §hihg: { roles: [x] } } ^ did you mean \"high\"?",
        "approval: { low: { roles: [§oncall] } } ^ nobody has the role \"oncall\"",
        "automatic: { up_to: §high } ^ must be one of low, medium, not \"high\"",
        "automatic: { max_in_flight: §0 } ^ from 1 to 100",
        "protect: [§db] ^ must be kind:name",
        "data: §'/var/${PORT}' ^ can only be the whole value",
        "data: §[] ^ data: must be text, not a list",
        "playbooks: §nowhere ^ there is no folder",
        "§data: ^ must be text, not nothing",
      })
  void a_mistake_is_found_where_it_stands(String text, String expected) {
    Problem problem = marked.problem(text + "\n");
    assertThat(problem.isError()).isTrue();
    assertThat(problem.message()).contains(expected);
  }

  @Test
  void a_wrong_value_from_the_environment_is_not_repeated() {
    assertThat(marked.problem("docker: { containers: [a], events: §'${PORT}' }\n").message())
        .contains("must be true or false, not \"${PORT}\"")
        .doesNotContain("not a port");
  }

  @Test
  void a_file_that_is_not_there_is_a_problem() {
    var loaded = SettingsLoader.load(folder.resolve("nowhere.yaml"), Map.of());
    assertThat(loaded.value()).isEmpty();
    assertThat(loaded.problems())
        .singleElement()
        .asString()
        .endsWith("nowhere.yaml: there is no such file");
  }

  @Test
  void without_an_approval_rule_people_are_told_that_nobody_approves() {
    assertThat(marked.problems("people: [{ name: a, roles: [oncall] }]\n"))
        .singleElement()
        .matches(p -> !p.isError())
        .asString()
        .contains("nobody can approve a plan");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "http:\n", "docker: { containers: [a] }"})
  void a_short_file_gets_the_safe_defaults(String text) {
    var loaded = marked.load(text);
    assertThat(loaded.problems()).isEmpty();
    Settings settings = (Settings) loaded.value().orElseThrow();
    assertThat(settings.http().host()).isEqualTo("127.0.0.1");
    assertThat(settings.people()).isEmpty();
    assertThat(settings.policy().approval()).isEmpty();
    assertThat(settings.disk().roots()).isEmpty();
    assertThat(settings.data()).isEqualTo(folder.resolve("nightshift-data"));
  }

  @Test
  void the_defaults_allow_nothing_and_nobody() {
    Settings settings = SettingsLoader.defaults(folder);
    assertThat(settings.docker()).isEmpty();
    assertThat(settings.people()).isEmpty();
    assertThat(settings.policy().approval()).isEmpty();
    assertThat(settings.http().host()).isEqualTo("127.0.0.1");
  }

  @Test
  void beyond_loopback_is_fine_once_somebody_has_a_token() {
    var loaded =
        marked.load(
            """
            http: { listen: "0.0.0.0:3100" }
            people: [{ name: a, roles: [oncall], token: "${TOKEN}" }]
            approval: { low: { roles: [oncall] } }
            """);
    assertThat(loaded.problems()).isEmpty();
    assertThat(loaded.value()).isPresent();
  }
}
