package nightshift.bot.action.zfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightshift.config.Settings;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionException.Effect;
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

/** On a real pool. Snapshots of a test are young, so the clock of the context is in the future. */
@RealZfs
class DestroySnapshotsTest extends ActionKindContract<DestroySnapshots.Args> {

  private Tank tank;

  @BeforeEach
  void make() throws Exception {
    tank = new Tank();
    tank.write("a", 2);
    for (String word : List.of("one", "two", "three")) {
      tank.snapshot(word);
    }
  }

  @AfterEach
  void clear() throws Exception {
    tank.close();
  }

  @Override
  protected ActionKind<DestroySnapshots.Args> kind() {
    // The contract's own clock is one of the past.
    return new Later(kind(List.of(tank.dataset), List.of()));
  }

  private DestroySnapshots kind(List<String> datasets, List<String> protect) {
    return new DestroySnapshots(new Where(Tank.machines()), new Settings.Zfs(datasets, protect));
  }

  @Override
  protected DestroySnapshots.Args arguments() {
    return new DestroySnapshots.Args(tank.dataset, Duration.ofDays(7), Optional.of(1));
  }

  @Override
  protected boolean replacementIsDrift() {
    return false;
  }

  @Override
  protected World world() {
    return new World() {
      @Override
      public Target target() {
        return tank.target();
      }

      @Override
      public String state() throws Exception {
        return tank.snapshots();
      }

      @Override
      public String bystanders() throws Exception {
        return tank.snapshots().lines().filter(l -> l.contains("@three")).toList().toString();
      }

      @Override
      public void replace() throws Exception {
        for (String word : List.of("one", "two")) {
          tank.zfs("destroy", tank.dataset + "@" + word);
          tank.snapshot(word);
        }
      }

      @Override
      public void close() {}
    };
  }

  private ActionContext later(List<String> objects) {
    return new ActionContext(
        tank.target(),
        "7-1",
        objects,
        Instant.now().plus(Duration.ofDays(30)),
        Duration.ofMinutes(1));
  }

  private Preview preview() throws Exception {
    return kind().preview(arguments(), later(List.of()));
  }

  @Test
  void each_snapshot_is_on_the_card_by_name_and_it_is_of_high_risk_without_undo() throws Exception {
    Preview preview = preview();

    assertThat(preview.sentence()).contains("destroy 2 of 3 snapshots of " + tank.dataset);
    assertThat(preview.details())
        .anyMatch(l -> l.startsWith(tank.dataset + "@one, of 20"))
        .anyMatch(l -> l.startsWith(tank.dataset + "@two, of 20"))
        .noneMatch(l -> l.contains("@three"));
    assertThat(preview.risk()).isEqualTo(Risk.HIGH);
    assertThat(preview.reversal().possible()).isFalse();
  }

  @Test
  void held_ones_and_those_with_clones_and_protected_ones_stay_and_are_named() throws Exception {
    tank.snapshot("four");
    tank.snapshot("five");
    tank.zfs("hold", "keep", tank.dataset + "@one");
    tank.zfs("clone", tank.dataset + "@two", tank.dataset + "/clone");
    DestroySnapshots kind = kind(List.of(tank.dataset), List.of(tank.dataset + "@three"));

    Preview preview = kind.preview(arguments(), later(List.of()));
    ActionResult result = kind.run(arguments(), later(preview.objects()));

    assertThat(preview.objects()).singleElement().asString().endsWith("@four");
    assertThat(preview.details())
        .contains(
            tank.dataset + "@one is held",
            tank.dataset + "@two has a clone",
            tank.dataset + "@three is protected");
    assertThat(result.ok()).isTrue();
    assertThat(tank.snapshots())
        .contains("@one", "@two", "@three", "@five")
        .doesNotContain("@four");
  }

  @Test
  void one_that_came_to_be_held_since_the_approval_is_left_alone() throws Exception {
    List<String> approved = preview().objects();
    tank.zfs("hold", "keep", tank.dataset + "@one");

    ActionResult result = kind().run(arguments(), later(approved));

    assertThat(result.summary()).contains("destroyed 1 of 2").contains("1 left alone");
    assertThat(result.output()).contains("@one: is held now");
    assertThat(tank.snapshots()).contains("@one", "@three").doesNotContain("@two");
  }

  @Test
  void one_that_came_later_is_not_destroyed_although_it_is_old_enough() throws Exception {
    List<String> approved = preview().objects();
    tank.snapshot("late");

    kind().run(arguments(), later(approved));

    assertThat(tank.snapshots()).contains("@late", "@three").doesNotContain("@one");
  }

  @Test
  void young_ones_and_the_newest_stay() throws Exception {
    ActionContext now =
        new ActionContext(tank.target(), "7-1", List.of(), Instant.now(), Duration.ofMinutes(1));
    assertThatExceptionOfType(ActionException.class)
        .isThrownBy(() -> kind(List.of("*"), List.of()).preview(arguments(), now))
        .withMessageContaining("none older than 7 days");
    assertThatExceptionOfType(ActionException.class)
        .isThrownBy(() ->
            kind()
                .preview(
                    new DestroySnapshots.Args(tank.dataset, Duration.ofDays(7), Optional.of(3)),
                    later(List.of())));
  }

  @Test
  void nothing_is_destroyed_in_a_dataset_that_is_not_allowed_or_protected() throws Exception {
    List<String> approved = preview().objects();
    String before = tank.snapshots();
    for (DestroySnapshots kind :
        List.of(
            kind(List.of(), List.of()),
            kind(List.of("other/*"), List.of()),
            kind(List.of("*"), List.of(tank.dataset)))) {
      assertThatExceptionOfType(ActionException.class)
          .isThrownBy(() -> kind.run(arguments(), later(approved)))
          .matches(e -> e.effect() == Effect.NONE);
      assertThatExceptionOfType(ActionException.class)
          .isThrownBy(() -> kind.preview(arguments(), later(List.of())));
    }
    assertThat(tank.snapshots()).isEqualTo(before);
  }

  @Test
  void a_snapshot_of_another_dataset_is_refused_whoever_approved_it() throws Exception {
    String line = preview().objects().getFirst().replace(tank.dataset, tank.dataset + "x");
    String before = tank.snapshots();

    assertThatExceptionOfType(ActionException.class)
        .isThrownBy(() -> kind().run(arguments(), later(List.of(line))))
        .withMessageContaining("is no snapshot of");

    assertThat(tank.snapshots()).isEqualTo(before);
  }

  @Test
  void odd_arguments_are_refused() {
    for (Map<String, Object> wrong :
        List.<Map<String, Object>>of(
            Map.of("dataset", "-R", "older_than", "7d"),
            Map.of("dataset", "tank@x", "older_than", "7d"),
            Map.of("dataset", "tank", "older_than", "1m"),
            Map.of("dataset", "tank", "older_than", "7d", "keep_at_least", 0))) {
      assertThatExceptionOfType(BadArguments.class)
          .as("%s", wrong)
          .isThrownBy(() -> Arguments.bind(DestroySnapshots.Args.class, wrong));
    }
  }

  /** The kind, a month later. */
  private record Later(DestroySnapshots kind) implements ActionKind<DestroySnapshots.Args> {

    private static ActionContext later(ActionContext c) {
      return new ActionContext(
          c.target(),
          c.reference(),
          c.objects(),
          Instant.now().plus(Duration.ofDays(30)),
          c.timeout());
    }

    @Override
    public String name() {
      return kind.name();
    }

    @Override
    public Class<DestroySnapshots.Args> arguments() {
      return kind.arguments();
    }

    @Override
    public Risk floor() {
      return kind.floor();
    }

    @Override
    public String targetKind() {
      return kind.targetKind();
    }

    @Override
    public Duration timeout(DestroySnapshots.Args args) {
      return kind.timeout(args);
    }

    @Override
    public Preview preview(DestroySnapshots.Args args, ActionContext ctx)
        throws ActionException, InterruptedException {
      return kind.preview(args, later(ctx));
    }

    @Override
    public ActionResult run(DestroySnapshots.Args args, ActionContext ctx)
        throws ActionException, InterruptedException {
      return kind.run(args, later(ctx));
    }
  }
}
