package nightshift.bot.action.zfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.bot.host.Commands;
import nightshift.bot.host.Machines;
import nightshift.config.Settings;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.Preview;
import nightshift.engine.contract.Await;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Probes;
import org.junit.jupiter.api.Test;

/** By output in the form of OpenZFS 2.3, where there is a dry run; and where there is no ZFS. */
class ZfsTest {

  private static final Instant NOW = Instant.ofEpochSecond(1_795_500_000);
  private static final String NAMES = "zfs list -H -o name -t snapshot -s creation -d 1 tank/data";
  private static final String FIGURES = "zfs get -Hp -o name,property,value guid";
  private static final String CLONES = "zfs list -H -o origin -t filesystem,volume -r tank";
  private static final String DRY = "zfs destroy -nvp tank/data@";

  private static final DestroySnapshots.Args ARGS =
      new DestroySnapshots.Args("tank/data", Duration.ofDays(7), Optional.of(2));

  private static String figures(String name, long created, long used, int holds) {
    return "%1$s\tguid\t%2$d\n%1$s\tcreation\t%2$d\n%1$s\tused\t%3$d\n%1$s\tuserrefs\t%4$d\n"
        .formatted(name, created, used, holds);
  }

  private static Recorded openzfs() {
    return new Recorded(
        Map.of(
            NAMES, "tank/data@a\ntank/data@b\ntank/data@c\ntank/data@d\n",
            FIGURES,
                figures("tank/data@a", 1_790_000_000, 1000, 0)
                    + figures("tank/data@b", 1_790_000_100, 0, 1)
                    + figures("tank/data@c", 1_790_000_200, 0, 0)
                    + figures("tank/data@d", 1_795_400_000, 0, 0),
            CLONES, "-\n-\n",
            DRY, "destroy\ttank/data@a\nreclaim\t21002240\n"),
        1);
  }

  private static ActionContext ctx(Target target) {
    return new ActionContext(target, "7-1", List.of(), NOW, Duration.ofMinutes(1));
  }

  private static DestroySnapshots kind(Recorded nas) {
    return new DestroySnapshots(
        new Where(new Machines(new Commands(), Map.of("nas", nas))),
        new Settings.Zfs(List.of("tank/*"), List.of()));
  }

  @Test
  void a_dry_run_says_what_will_be_freed_and_a_held_one_is_not_in_it() throws Exception {
    Recorded nas = openzfs();

    Preview preview = kind(nas).preview(ARGS, ctx(new Target("zfs", "//nas/tank")));

    assertThat(preview.sentence())
        .isEqualTo("destroy 1 of 4 snapshots of tank/data for good (frees 20.0 MiB)");
    assertThat(preview.bytes()).isEqualTo(21_002_240);
    assertThat(preview.objects()).containsExactly("snapshot 1790000000 1790000000 tank/data@a");
    assertThat(nas.asked).last().isEqualTo(DRY + "a");
  }

  @Test
  void more_snapshots_than_an_output_holds_are_refused_rather_than_guessed() {
    Recorded nas =
        new Recorded(
            Map.of(NAMES, "tank/data@a\ntank/da\n… (1.0 MiB left out here) …\na@z\n", FIGURES, ""),
            1);

    assertThatExceptionOfType(ActionException.class)
        .isThrownBy(() -> kind(nas).preview(ARGS, ctx(new Target("zfs", "//nas/tank"))))
        .withMessageContaining("wrote too much")
        .matches(e -> e.effect() == ActionException.Effect.NONE);
    assertThat(nas.asked).noneMatch(c -> c.contains("destroy"));
  }

  @Test
  void a_machine_without_zfs_is_named_and_nothing_is_done() {
    Recorded nas = new Recorded(Map.of(), 127);
    Target target = new Target("zfs", "//nas/tank");

    assertThatExceptionOfType(ActionException.class)
        .isThrownBy(() -> kind(nas).preview(ARGS, ctx(target)))
        .withMessageContaining("there is no program \"zfs\" on nas");
    Probes probes = probes(nas);
    for (String probe : probes.names()) {
      assertThatExceptionOfType(ProbeException.class)
          .isThrownBy(() -> probes.read(probe, target))
          .withMessageContaining("there is no program")
          .matches(e -> e.kind() == ProbeException.Kind.UNREACHABLE);
    }
    assertThat(nas.asked).noneMatch(c -> c.contains("destroy"));
  }

  @Test
  void a_full_dataset_is_bad_although_half_of_its_pool_is_free() throws Exception {
    Recorded nas =
        new Recorded(
            Map.of(
                "zpool list", "tank\t240M\t120M\t120M\t50\tONLINE\n",
                "zfs get -Hp -o name,property,value used,available",
                    "tank\tused\t115081216\ntank\tavailable\t0\n"),
            1);

    Reading r = probes(nas).read("zfs.usage", new Target("zfs", "//nas/tank"));

    assertThat(r.value()).isEqualTo(50);
    assertThat(r.facts()).containsEntry("dataset_usage", 100.0);
    assertThat(r.healthy()).isFalse();
    assertThat(r.facts())
        .containsEntry("pool_usage", 50.0)
        .containsEntry("dataset_available_bytes", 0L);
  }

  @Test
  void a_degraded_pool_is_bad() throws Exception {
    Recorded nas =
        new Recorded(
            Map.of(
                "zpool list", "tank\t240M\t10M\t230M\t4%\tDEGRADED\n",
                "zfs get", "tank\tused\t1\ntank\tavailable\t1000\n"),
            1);
    assertThat(probes(nas).read("zfs.usage", new Target("zfs", "//nas/tank")).healthy()).isFalse();
  }

  @Test
  void datasets_that_are_not_listed_are_counted_and_not_named() throws Exception {
    Recorded nas =
        new Recorded(
            Map.of("zfs list -H -o name,usedbysnapshots", "tank\t0\ntank/data\t2M\nsecret\t3M\n"),
            1);

    Reading r = probes(nas).read("zfs.snapshots", new Target("zfs", "//nas/tank"));

    assertThat(r.facts()).containsEntry("snapshot_bytes", 5L << 20);
    assertThat(String.join("\n", r.lines()))
        .contains("2.0 MiB  tank/data", "2 datasets are not listed")
        .doesNotContain("secret");
  }

  @Test
  @RealZfs
  void a_real_pool_is_measured_with_what_its_snapshots_hold() throws Exception {
    try (Tank tank = new Tank()) {
      java.nio.file.Files.delete(written(tank));
      Settings.Zfs settings = new Settings.Zfs(List.of(tank.dataset), List.of());
      Probes probes =
          new Probes(new ZfsFamily(settings, Tank.machines(), InstantSource.fixed(NOW)).probes());

      Reading usage = probes.read("zfs.usage", tank.target());
      // What a snapshot holds is counted when the pool has written out what was deleted.
      Await.until(
          Duration.ofSeconds(30),
          () -> held(probes, tank).facts().get("snapshot_bytes") instanceof Long n && n > 3 << 20);
      Reading held = held(probes, tank);

      assertThat(usage.value()).isBetween(0.0, 100.0);
      assertThat(usage.facts()).containsEntry("pool_health", "ONLINE");
      assertThat(held.lines()).last().asString().endsWith(tank.dataset);
    }
  }

  private static Reading held(Probes probes, Tank tank) {
    try {
      return probes.read("zfs.snapshots", new Target("zfs", tank.dataset));
    } catch (ProbeException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static java.nio.file.Path written(Tank tank) throws Exception {
    java.nio.file.Path file = tank.write("a", 4);
    tank.snapshot("holding");
    return file;
  }

  private static Probes probes(Recorded nas) {
    return new Probes(
        new ZfsFamily(
                new Settings.Zfs(List.of("tank/*"), List.of()),
                new Machines(new Commands(), Map.of("nas", nas)),
                InstantSource.fixed(NOW))
            .probes());
  }
}
