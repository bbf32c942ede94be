package nightshift.bot.action.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.bot.host.docker.DockerHost;
import nightshift.bot.host.docker.Patients;
import nightshift.bot.host.docker.RealDocker;
import nightshift.config.Settings;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Arguments;
import nightshift.engine.action.BadArguments;
import nightshift.engine.action.Preview;
import nightshift.engine.action.Risk;
import nightshift.engine.contract.ActionKindContract;
import nightshift.engine.diagnosis.Target;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a real engine that others use too: only what this test made is allowed. */
@RealDocker
class PruneDockerTest extends ActionKindContract<PruneDocker.Args> {

  private static final String FILE = "FROM busybox:test\nLABEL which=%s\n";
  private static final Target DISK = new Target("disk", "/");

  private Patients patients;
  private DockerHost host;
  private MemoryDisk memory;
  private String one;
  private String two;
  private String used;

  @BeforeEach
  void make(Patients patients) throws Exception {
    this.patients = patients;
    memory = MemoryDisk.of("size=200m,mode=700");
    one = patients.image("one", FILE.formatted("one"));
    two = patients.image("two", FILE.formatted("two"));
    used = patients.image("used", FILE.formatted("used"));
    patients.create("user", _ -> {}, c -> c.withImage(used), "true");
    host = host(List.of(mine() + "*"), true);
  }

  private String mine() {
    return "nightshift-" + patients.named("");
  }

  private DockerHost host(List<String> images, boolean cache) {
    String all = patients.named("*");
    return new DockerHost(
        new Settings.Docker(
            patients.engine(),
            Optional.empty(),
            List.of(all),
            List.of(),
            false,
            new Settings.Prune(images, List.of(all), List.of(all), cache),
            Map.of()));
  }

  @AfterEach
  void clear() throws Exception {
    patients.remove(patients.named("user"));
    List.of(one, two, used).forEach(patients::removeImage);
    host.close();
    memory.close();
  }

  @Override
  protected ActionKind<PruneDocker.Args> kind() {
    return kind(
        Optional.of(memory == null ? java.nio.file.Path.of("/q") : memory.path.resolve("q")));
  }

  private PruneDocker kind(Optional<java.nio.file.Path> quarantine) {
    return new PruneDocker(host, new Quarantine(quarantine, Duration.ofDays(7)));
  }

  @Override
  protected PruneDocker.Args arguments() {
    return what("images");
  }

  private static PruneDocker.Args what(String... words) {
    return new PruneDocker.Args(Optional.of(List.of(words)), Optional.empty(), Optional.empty());
  }

  @Override
  protected boolean replacementIsDrift() {
    return false;
  }

  private String state(String name) {
    return patients.imageState(name).orElse("gone");
  }

  @Override
  protected World world() {
    return new World() {
      @Override
      public Target target() {
        return DISK;
      }

      @Override
      public String state() {
        return PruneDockerTest.this.state(one) + PruneDockerTest.this.state(two);
      }

      @Override
      public String bystanders() {
        return PruneDockerTest.this.state(used) + PruneDockerTest.this.state(Patients.IMAGE);
      }

      @Override
      public void replace() throws Exception {
        patients.removeImage(one);
        patients.removeImage(two);
        patients.image("one", FILE.formatted("other"));
        patients.image("two", FILE.formatted("another"));
      }

      @Override
      public void close() {}
    };
  }

  private ActionContext ctx(PruneDocker kind, PruneDocker.Args args) throws Exception {
    ActionContext asked = now(List.of());
    return now(kind.preview(args, asked).objects());
  }

  private static ActionContext now(List<String> objects) {
    return new ActionContext(DISK, "7-1", objects, Instant.now(), Duration.ofMinutes(1));
  }

  @Test
  void each_image_is_listed_with_its_size_and_those_in_use_or_of_others_are_not() throws Exception {
    Preview preview = kind().preview(arguments(), now(List.of()));

    assertThat(preview.sentence()).startsWith("remove 2 unused images from Docker");
    assertThat(preview.details()).hasSize(2).anyMatch(l -> l.endsWith("image " + one));
    assertThat(preview.risk()).isEqualTo(Risk.LOW);
    assertThat(preview.reversal().how()).contains("loads the images back");
  }

  @Test
  void an_image_that_came_later_and_one_that_came_into_use_are_left_alone() throws Exception {
    ActionContext ctx = ctx(kind(Optional.empty()), arguments());
    String late = patients.image("late", FILE.formatted("late"));
    patients.create("late-user", _ -> {}, c -> c.withImage(two), "true");
    try {
      ActionResult result = kind(Optional.empty()).run(arguments(), ctx);

      assertThat(result.summary()).contains("removed 1 of 2").contains("1 left alone");
      assertThat(state(one)).isEqualTo("gone");
      assertThat(state(two)).isNotEqualTo("gone");
      assertThat(state(late)).isNotEqualTo("gone");
    } finally {
      patients.remove(patients.named("late-user"));
      patients.removeImage(late);
    }
  }

  @Test
  void an_image_that_got_a_further_name_is_left_alone_with_both() throws Exception {
    ActionContext ctx = ctx(kind(Optional.empty()), arguments());
    String further = one.replace(":1", "-further");
    patients.tag(one, further, "2");
    try {
      kind(Optional.empty()).run(arguments(), ctx);

      assertThat(state(one)).contains(further + ":2");
      assertThat(state(two)).isEqualTo("gone");
    } finally {
      patients.removeImage(further + ":2");
    }
  }

  @Test
  void an_image_of_several_names_goes_and_comes_back_with_all_of_them() throws Exception {
    String further = one.replace(":1", "-further");
    patients.tag(one, further, "2");
    try {
      String before = state(one);
      ActionContext ctx = ctx(kind(quarantine()), arguments());
      String captured = kind().capture(arguments(), ctx);

      kind().run(arguments(), ctx);
      assertThat(state(further + ":2")).isEqualTo("gone");
      kind().undo(arguments(), captured, ctx);

      assertThat(state(one)).isEqualTo(before);
    } finally {
      patients.removeImage(further + ":2");
    }
  }

  private Optional<java.nio.file.Path> quarantine() {
    return Optional.of(memory.path.resolve("q"));
  }

  @Test
  void without_room_to_save_them_it_is_irreversible_and_riskier() throws Exception {
    for (Optional<java.nio.file.Path> nowhere :
        List.of(Optional.<java.nio.file.Path>empty(), Optional.of(engineFolder()))) {
      Preview preview = kind(nowhere).preview(arguments(), now(List.of()));
      assertThat(preview.risk()).isEqualTo(Risk.MEDIUM);
      assertThat(preview.reversal().possible()).isFalse();
    }
  }

  private java.nio.file.Path engineFolder() throws Exception {
    return java.nio.file.Path.of(host.stock().folder().orElseThrow(), "nightshift-quarantine");
  }

  @Test
  void images_whose_saving_was_approved_are_not_removed_when_they_cannot_be_saved()
      throws Exception {
    ActionContext ctx = ctx(kind(quarantine()), arguments());
    String before = state(one) + state(two);
    PruneDocker elsewhere = kind(Optional.empty());

    assertThat(elsewhere.drift(arguments(), ctx)).get().asString().contains("cannot be saved");
    assertThatExceptionOfType(ActionException.class)
        .isThrownBy(() -> elsewhere.run(arguments(), ctx))
        .matches(e -> e.effect() == ActionException.Effect.NONE);

    assertThat(state(one) + state(two)).isEqualTo(before);
  }

  @Test
  void stopped_containers_go_and_running_or_restarted_ones_do_not() throws Exception {
    String stopped = patients.create("stopped", _ -> {}, "true");
    String woken = patients.create("woken", _ -> {}, "sh", "-c", "sleep 600");
    patients.idle("running");
    ActionContext ctx = ctx(kind(Optional.empty()), what("containers"));
    assertThat(ctx.objects()).noneMatch(o -> o.contains(patients.named("running")));
    patients.start(woken);

    kind(Optional.empty()).run(what("containers"), ctx);

    assertThat(host.list()).doesNotContain(stopped).contains(woken, patients.named("running"));
  }

  @Test
  void a_volume_goes_only_by_its_own_name_and_is_of_high_risk() throws Exception {
    String named = patients.volume("named");
    String other = patients.volume("other");
    try {
      PruneDocker.Args args =
          new PruneDocker.Args(Optional.empty(), Optional.of(List.of(named)), Optional.empty());
      ActionContext ctx = ctx(kind(Optional.empty()), args);
      assertThat(kind().preview(args, now(List.of())).risk()).isEqualTo(Risk.HIGH);

      kind(Optional.empty()).run(args, ctx);

      assertThat(patients.hasVolume(named)).isFalse();
      assertThat(patients.hasVolume(other)).isTrue();
    } finally {
      patients.removeVolume(named);
      patients.removeVolume(other);
    }
  }

  @Test
  void a_network_that_a_stopped_container_belongs_to_stays() throws Exception {
    String free = patients.network("free");
    String taken = patients.network("taken");
    String member = patients.create("member", h -> h.withNetworkMode(taken), "true");
    try {
      ActionContext ctx = ctx(kind(Optional.empty()), what("networks"));

      kind(Optional.empty()).run(what("networks"), ctx);

      assertThat(patients.hasNetwork(free)).isFalse();
      assertThat(patients.hasNetwork(taken)).isTrue();
    } finally {
      patients.remove(member);
      patients.removeNetwork(free);
      patients.removeNetwork(taken);
    }
  }

  @Test
  void build_cache_goes_record_by_record_and_what_came_later_stays() throws Exception {
    try (AutoCloseable first = built("first")) {
      ActionContext ctx = ctx(kind(Optional.empty()), what("build-cache"));
      assertThat(ctx.objects()).anyMatch(o -> o.startsWith("build-cache "));
      try (AutoCloseable second = built("second")) {
        ActionResult result = kind(Optional.empty()).run(what("build-cache"), ctx);

        assertThat(result.ok()).as(result.summary() + result.output()).isTrue();
        ActionContext rest = ctx(kind(Optional.empty()), what("build-cache"));
        assertThat(rest.objects()).doesNotContainAnyElementsOf(ctx.objects().subList(1, 2));
        assertThat(rest.objects().size()).isGreaterThan(1);
        kind(Optional.empty()).run(what("build-cache"), rest);
      }
    }
  }

  /** Builds an image with BuildKit, whose context the engine fetches from here. */
  private AutoCloseable built(String word) throws Exception {
    byte[] tar = Tar.of("Dockerfile", "FROM scratch\nCOPY Dockerfile /" + word + "\n");
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    server.createContext(
        "/context.tar",
        exchange -> {
          exchange.sendResponseHeaders(200, tar.length);
          exchange.getResponseBody().write(tar);
          exchange.close();
        });
    server.start();
    String name = mine() + word + ":cache";
    try {
      patients.buildKit("http://127.0.0.1:" + server.getAddress().getPort() + "/context.tar", name);
    } finally {
      server.stop(0);
    }
    return () -> patients.removeImage(name);
  }

  @Test
  void what_the_configuration_does_not_allow_is_neither_listed_nor_removed() throws Exception {
    ActionContext ctx = ctx(kind(Optional.empty()), arguments());
    String before = state(one) + state(two);
    try (DockerHost nobody = host(List.of(), false);
        DockerHost others = host(List.of("somebody-elses/*"), false)) {
      for (DockerHost strict : List.of(nobody, others)) {
        PruneDocker kind =
            new PruneDocker(strict, new Quarantine(Optional.empty(), Duration.ofDays(7)));
        assertThatExceptionOfType(ActionException.class)
            .isThrownBy(() -> kind.preview(arguments(), now(List.of())));
        assertThat(kind.run(arguments(), ctx).ok()).isFalse();
      }
      PruneDocker kind =
          new PruneDocker(nobody, new Quarantine(Optional.empty(), Duration.ofDays(7)));
      assertThatExceptionOfType(ActionException.class)
          .isThrownBy(() -> kind.preview(what("build-cache"), now(List.of())))
          .withMessageContaining("docker.prune");
    }
    assertThat(state(one) + state(two)).isEqualTo(before);
  }

  @Test
  void young_things_stay_when_an_age_is_asked_for() {
    PruneDocker.Args old =
        new PruneDocker.Args(
            Optional.of(List.of("images")), Optional.empty(), Optional.of(Duration.ofDays(1)));
    assertThatExceptionOfType(ActionException.class)
        .isThrownBy(() -> kind().preview(old, now(List.of())))
        .withMessageContaining("there is nothing");
  }

  @Test
  void what_docker_could_give_back_is_told_in_all_and_by_kind() throws Exception {
    var reading = new ReclaimableProbe(host, InstantSource.system()).read(new Target("disk", "/"));

    assertThat(reading.facts())
        .containsKeys(
            "docker_image_bytes",
            "docker_container_bytes",
            "docker_volume_bytes",
            "docker_build_cache_bytes");
    // Only the first line is shown where a plan ended: it began with the containers alone.
    assertThat(reading.lines()).hasSize(5).first().asString().endsWith(" in all that nothing uses");
  }

  @Test
  void volumes_in_general_and_unknown_words_are_refused() {
    for (Map<String, Object> wrong :
        List.<Map<String, Object>>of(
            Map.of(),
            Map.of("what", List.of("volumes")),
            Map.of("what", List.of("everything")),
            Map.of("what", List.of()))) {
      assertThatExceptionOfType(BadArguments.class)
          .as("%s", wrong)
          .isThrownBy(() -> Arguments.bind(PruneDocker.Args.class, wrong));
    }
  }

  /** A tar of one small file, as POSIX.1-1988 has it. */
  private static final class Tar {

    static byte[] of(String name, String text) throws java.io.IOException {
      byte[] content = text.getBytes(StandardCharsets.US_ASCII);
      byte[] header = new byte[512];
      put(header, 0, name);
      put(header, 100, "0000644\0" + "0000000\0" + "0000000\0");
      put(header, 124, "%011o\0".formatted(content.length) + "00000000000\0" + "        0");
      put(header, 257, "ustar\00000");
      int sum = 0;
      for (byte b : header) {
        sum += b & 0xff;
      }
      put(header, 148, "%06o\0 ".formatted(sum));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(header);
      out.write(java.util.Arrays.copyOf(content, 512));
      out.write(new byte[1024]);
      return out.toByteArray();
    }

    private static void put(byte[] into, int at, String text) {
      byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(bytes, 0, into, at, bytes.length);
    }
  }

  @Test
  void the_same_image_on_another_engine_under_the_same_address_is_not_what_was_approved()
      throws Exception {
    try (World world = world()) {
      String before = world.state();
      ActionContext ctx = approved(world);
      List<String> there = new ArrayList<>(ctx.objects());
      there.set(0, there.getFirst().replaceFirst("^(keep(?:-not)?) \\S+", "$1 ANOTHER:ENGINE"));
      assertThat(kind().drift(arguments(), now(there)))
          .contains("another Docker Engine answers there now than was approved");
      assertThatExceptionOfType(ActionException.class)
          .isThrownBy(() -> kind().run(arguments(), now(there)))
          .withMessageContaining("another Docker Engine answers there now")
          .matches(e -> e.effect() == ActionException.Effect.NONE);
      assertThat(world.state()).isEqualTo(before);
    }
  }
}
