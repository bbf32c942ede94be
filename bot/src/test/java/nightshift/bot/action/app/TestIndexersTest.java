package nightshift.bot.action.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Collections;
import java.util.List;
import nightshift.config.AppSettings;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.ActionResult;
import nightshift.engine.contract.ActionKindContract;
import nightshift.engine.diagnosis.Target;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TestIndexersTest extends ActionKindContract<TestIndexers.Nothing> {

  private FakeArr arr;

  @BeforeEach
  void start() {
    arr = new FakeArr();
  }

  @AfterEach
  void stop() {
    arr.close();
  }

  @Override
  protected ActionKind<TestIndexers.Nothing> kind() {
    return new TestIndexers(Loopback.door(arr.app("prowlarr", AppSettings.Kind.PROWLARR)));
  }

  @Override
  protected TestIndexers.Nothing arguments() {
    return new TestIndexers.Nothing();
  }

  @Override
  protected World world() {
    arr.indexers.clear();
    arr.indexers.add(new FakeArr.Indexer(1, "One", true, true));
    arr.indexers.add(new FakeArr.Indexer(2, "Two", true, false));
    arr.indexers.add(new FakeArr.Indexer(3, "Off", false, false));
    return new World() {
      @Override
      public Target target() {
        return new Target("app", "prowlarr");
      }

      @Override
      public String state() {
        return arr.tested.toString();
      }

      @Override
      public String bystanders() {
        return arr.queue.toString() + arr.blocked;
      }

      @Override
      public void replace() {
        arr.indexers.removeIf(FakeArr.Indexer::on);
        arr.indexers.add(new FakeArr.Indexer(1, "Another", true, true));
      }

      @Override
      public void close() {
        arr.tested.clear();
      }
    };
  }

  @Test
  void the_answer_400_with_a_list_is_a_result_and_says_which_one_fails() throws Exception {
    try (World world = world()) {
      ActionResult result = kind().run(arguments(), approved(world));
      assertThat(result.summary()).isEqualTo("tested 2 indexers, 1 passed");
      assertThat(result.output()).contains("One: passed").contains("Two: Unable to connect");
      assertThat(arr.tested).containsExactly(1, 2);
    }
  }

  @Test
  void an_indexer_added_since_the_approval_voids_it() throws Exception {
    try (World world = world()) {
      ActionContext ctx = approved(world);
      arr.indexers.add(new FakeArr.Indexer(9, "New", true, true));
      assertThat(kind().drift(arguments(), ctx)).get().asString().contains("\"New\" was added");
      assertThatExceptionOfType(ActionException.class)
          .isThrownBy(() -> kind().run(arguments(), ctx))
          .matches(e -> e.effect() == ActionException.Effect.NONE);
      assertThat(arr.tested).isEmpty();
    }
  }

  @Test
  void indexers_listed_in_another_order_are_the_same_plan() throws Exception {
    try (World world = world()) {
      List<String> objects = kind().preview(arguments(), asked(world)).objects();
      Collections.reverse(arr.indexers);
      assertThat(kind().preview(arguments(), asked(world)).objects()).isEqualTo(objects);
    }
  }
}
