package nightshift.bot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nightshift.bot.schema.ConfigSchema;
import nightshift.bot.schema.PlaybookSchema;
import nightshift.config.SettingsLoader;
import nightshift.config.playbook.Known;
import nightshift.config.playbook.PlaybookLoader;
import nightshift.config.yaml.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** The schemas that editors get, against the shipped files and against the parser itself. */
class SchemaTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path EXAMPLES =
      Path.of(System.getProperty("nightshift.root"), "config/examples");
  private static final Path EXAMPLE = EXAMPLES.resolve("nightshift.yaml");
  private static final Known KNOWN = Houses.whole(InstantSource.system()).known(EXAMPLE);
  private static final JsonNode CONFIG = ConfigSchema.draw();
  private static final JsonNode PLAYBOOK = PlaybookSchema.draw(KNOWN);
  private static final String STRANGE = "zzzzzzzzzzzzzzzzzzzzzzzz";

  @TempDir private Path dir;

  @Test
  void the_schemas_are_schemas() {
    JsonNode meta = JSON.createObjectNode().put("$ref", CONFIG.path("$schema").asText());
    assertThat(wrong(meta, CONFIG)).isEmpty();
    assertThat(wrong(meta, PLAYBOOK)).isEmpty();
  }

  @Test
  void the_schema_of_playbooks_wanted_a_configuration_for_what_is_built_in() {
    Known builtIn = Houses.whole(InstantSource.system()).known();
    assertThat(builtIn.actions().names())
        .containsExactlyInAnyOrderElementsOf(
            KNOWN.actions().names().stream().filter(n -> !n.startsWith("custom.")).toList());
    assertThat(builtIn.probes())
        .containsAll(KNOWN.probes().stream().filter(n -> !n.startsWith("custom.")).toList());
    assertThat(builtIn.measures()).containsKeys("container", "disk", "service");
    JsonNode schema = PlaybookSchema.draw(builtIn);
    JsonNode meta = JSON.createObjectNode().put("$ref", CONFIG.path("$schema").asText());
    assertThat(wrong(meta, schema)).isEmpty();
    assertThat(schema.toString()).contains("container.restart", "temp.cleanup");
  }

  @Test
  void every_shipped_file_fits() throws IOException {
    assertThat(wrong(CONFIG, yaml(Files.readString(EXAMPLE)))).isEmpty();
    List<Path> playbooks;
    try (Stream<Path> all = Files.list(EXAMPLES.resolve("playbooks"))) {
      playbooks = all.filter(Files::isRegularFile).toList();
    }
    assertThat(playbooks).hasSizeGreaterThan(15);
    for (Path file : playbooks) {
      assertThat(wrong(PLAYBOOK, yaml(Files.readString(file)))).as(file.toString()).isEmpty();
    }
  }

  @Test
  void what_the_example_shows_in_comments_fits_too() throws IOException {
    String shown =
        Files.readString(EXAMPLE).replaceAll("(?m)^( *)# ?( *(- \\{|[a-z_]+:( |$)).*)$", "$1$2");
    for (String section : shown.split("(?m)^(?=[a-z_]+:)")) {
      if (section.matches("(?s)[a-z_]+:.*")) {
        assertThat(wrong(CONFIG, yaml(section))).as(section).isEmpty();
      }
    }
  }

  @Test
  void a_misspelt_key_is_refused() throws IOException {
    for (String text :
        List.of(
            "dokcer: {}",
            "docker: { containres: [web] }",
            "docker: { prune: { imags: [a] } }",
            "people: [{ name: alice, rols: [oncall] }]",
            "approval: { low: { aprove: 1 } }",
            "chat: { discord: { guild: a, channel: b, chanel: c } }")) {
      assertThat(wrong(CONFIG, yaml(text))).as(text).isNotEmpty();
    }
    String good =
        """
        playbook: a
        match: ['alertname="A"']
        target: "container:web"
        steps:
          - container.restart: { grace: 1s }
            on_failure: continue
        verify: { settle: 1s }
        """;
    assertThat(wrong(PLAYBOOK, yaml(good))).isEmpty();
    for (String[] change :
        new String[][] {
          {"match", "mach"},
          {"settle", "setle"},
          {"container.restart", "container.restrt"},
          {"grace", "gracee"},
          {"on_failure", "on_falure"},
          {"continue", "go-on"},
          {"container:web", "contaner:web"},
          {"1s", "1 second"}
        }) {
      JsonNode bad = yaml(good.replace(change[0], change[1]));
      assertThat(wrong(PLAYBOOK, bad)).as(change[1]).isNotEmpty();
    }
  }

  @Test
  void at_every_place_of_the_configuration_the_keys_are_those_of_the_parser() throws Exception {
    List<Place> places = places(CONFIG);
    assertThat(places).hasSizeGreaterThan(40);
    for (Place place : places) {
      Path file = Files.writeString(dir.resolve("nightshift.yaml"), place.strange());
      compare(place, SettingsLoader.load(file, Map.of()).problems());
    }
  }

  @Test
  void at_every_place_of_a_playbook_the_keys_are_those_of_the_parser() throws Exception {
    List<Place> places = places(PLAYBOOK);
    assertThat(places).hasSizeGreaterThanOrEqualTo(8);
    for (Place place : places) {
      Files.writeString(dir.resolve("one.yaml"), place.strange());
      compare(place, PlaybookLoader.load(dir, KNOWN).problems());
    }
  }

  private static void compare(Place place, List<Problem> problems)
      throws ReflectiveOperationException {
    Pattern said = Pattern.compile("unknown key \"" + STRANGE + "\"(?:; known: (.*))?");
    List<Matcher> found =
        problems.stream().map(p -> said.matcher(p.message())).filter(Matcher::find).toList();
    assertThat(found).as("%s: %s", place.strange(), problems).hasSize(1);
    String known = found.getFirst().group(1);
    // The parser does not list very many keys, which the root alone has.
    List<String> keys = known == null ? rootKeys() : List.of(known.split(", "));
    assertThat(place.keys()).as(place.strange()).isEqualTo(new TreeSet<>(keys));
  }

  @SuppressWarnings("unchecked")
  private static List<String> rootKeys() throws ReflectiveOperationException {
    Field keys = SettingsLoader.class.getDeclaredField("KEYS");
    keys.setAccessible(true);
    return (List<String>) keys.get(null);
  }

  /** One place where a map with fixed keys stands. */
  private record Place(Set<String> keys, Function<Object, Object> around) {
    String strange() {
      return JSON.valueToTree(around.apply(Map.of(STRANGE, 1))).toString();
    }
  }

  private static List<Place> places(JsonNode schema) {
    List<Place> out = new ArrayList<>();
    walk(schema, schema, v -> v, new HashSet<>(), out);
    return out;
  }

  private static void walk(
      JsonNode root,
      JsonNode at,
      Function<Object, Object> around,
      Set<String> seen,
      List<Place> out) {
    String reference = at.path("$ref").asText();
    // Steps are drawn from the very records that the parser binds them to.
    if (reference.endsWith("/step") || at.path("properties").has("one_of")) {
      return;
    }
    if (!reference.isEmpty()) {
      Set<String> further = new HashSet<>(seen);
      if (further.add(reference)) {
        walk(root, root.at(reference.substring(1)), around, further, out);
      }
      return;
    }
    if (at.path("properties").isObject()) {
      TreeSet<String> keys = new TreeSet<>();
      at.path("properties").fieldNames().forEachRemaining(keys::add);
      out.add(new Place(keys, around));
      keys.forEach(key ->
          walk(
              root, at.path("properties").path(key), v -> around.apply(Map.of(key, v)), seen, out));
    }
    if (at.path("additionalProperties").isObject()) {
      walk(root, at.path("additionalProperties"), v -> around.apply(Map.of("one", v)), seen, out);
    }
    if (at.has("items")) {
      walk(root, at.path("items"), v -> around.apply(List.of(v)), seen, out);
    }
    at.path("anyOf").forEach(choice -> walk(root, choice, around, seen, out));
  }

  private static List<String> wrong(JsonNode schema, JsonNode file) {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(schema.toString(), InputFormat.JSON)
        .validate(file.toString(), InputFormat.JSON)
        .stream()
        .map(e -> e.getInstanceLocation() + ": " + e.getMessage())
        .toList();
  }

  /** As an editor reads it: by YAML's own core schema, without dates. */
  private static JsonNode yaml(String text) {
    LoaderOptions loading = new LoaderOptions();
    DumperOptions dumping = new DumperOptions();
    Resolver core =
        new Resolver() {
          @Override
          protected void addImplicitResolvers() {
            addImplicitResolver(Tag.BOOL, Pattern.compile("true|false"), "tf");
            addImplicitResolver(Tag.INT, Pattern.compile("[-+]?[0-9]+"), "-+0123456789");
            addImplicitResolver(Tag.FLOAT, FLOAT, "-+0123456789.");
            addImplicitResolver(Tag.NULL, NULL, "~nN\0");
            addImplicitResolver(Tag.NULL, EMPTY, null);
          }
        };
    Yaml yaml =
        new Yaml(new SafeConstructor(loading), new Representer(dumping), dumping, loading, core);
    return JSON.valueToTree(yaml.load(text));
  }
}
