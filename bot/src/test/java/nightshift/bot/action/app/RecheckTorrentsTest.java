package nightshift.bot.action.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import nightshift.config.AppSettings;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionKind;
import nightshift.engine.contract.ActionKindContract;
import nightshift.engine.diagnosis.Target;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecheckTorrentsTest extends ActionKindContract<Limit> {

  private FakeTorrents client;

  @BeforeEach
  void start() {
    client = new FakeTorrents();
  }

  @AfterEach
  void stop() {
    client.close();
  }

  @Override
  protected ActionKind<Limit> kind() {
    return kind(AppSettings.Kind.QBITTORRENT);
  }

  private ActionKind<Limit> kind(AppSettings.Kind kind) {
    return new RecheckTorrents(Loopback.door(client.app("torrents", kind)));
  }

  @Override
  protected Limit arguments() {
    return new Limit(Optional.empty());
  }

  @Override
  protected World world() {
    client.torrents.clear();
    client.torrents.add(new FakeTorrents.Torrent("aa", "One", "error"));
    client.torrents.add(new FakeTorrents.Torrent("bb", "Two", "missingFiles"));
    client.torrents.add(new FakeTorrents.Torrent("cc", "Fine", "downloading"));
    return new World() {
      @Override
      public Target target() {
        return new Target("app", "torrents");
      }

      @Override
      public String state() {
        return client.torrents.subList(0, 2) + "" + client.rechecked;
      }

      @Override
      public String bystanders() {
        return client.torrents.subList(2, 3).toString();
      }

      @Override
      public void replace() {
        client.torrents.set(0, new FakeTorrents.Torrent("aa", "Changed", "error"));
        client.torrents.set(1, new FakeTorrents.Torrent("bb", "Changed too", "error"));
      }

      @Override
      public void close() {
        client.rechecked.clear();
      }
    };
  }

  @Test
  void version_5_is_told_to_start_and_older_ones_to_resume() throws Exception {
    for (String[] pair : new String[][] {{"2.8.3", "resume"}, {"2.11.2", "start"}}) {
      client.api = pair[0];
      client.requests.clear();
      try (World world = world()) {
        kind().run(arguments(), approved(world));
        assertThat(client.deeds()).last().asString().contains("torrents/" + pair[1]);
      }
    }
  }

  @Test
  void transmission_checks_only_what_was_approved() throws Exception {
    try (World world = world()) {
      ActionKind<Limit> kind = kind(AppSettings.Kind.TRANSMISSION);
      List<String> objects = kind.preview(arguments(), asked(world)).objects();
      assertThat(objects).containsExactly("torrent aa One");
      ActionContext asked = asked(world);
      kind.run(
          arguments(),
          new ActionContext(
              asked.target(), asked.reference(), objects, asked.now(), asked.timeout()));
      assertThat(client.rechecked).containsExactly("aa");
    }
  }

  @Test
  void torrents_listed_in_another_order_are_the_same_plan() throws Exception {
    try (World world = world()) {
      List<String> objects = kind().preview(arguments(), asked(world)).objects();
      Collections.reverse(client.torrents);
      assertThat(kind().preview(arguments(), asked(world)).objects()).isEqualTo(objects);
    }
  }
}
