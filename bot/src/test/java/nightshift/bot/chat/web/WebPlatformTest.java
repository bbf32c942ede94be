package nightshift.bot.chat.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightshift.engine.card.Card;
import nightshift.engine.card.CardRef;
import nightshift.engine.card.Reply;
import nightshift.engine.contract.ChatPlatformContract;
import nightshift.engine.port.ChatException;
import nightshift.engine.port.ChatInbox;
import nightshift.engine.port.ChatPlatform;
import nightshift.engine.port.Health;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/**
 * The contract of chat platforms, kept by the web room's own pages. The room keeps nothing itself:
 * what it shows is the ledger's, so here the ledger has what the engine would have written.
 */
class WebPlatformTest extends ChatPlatformContract {

  private static final Pattern CARD = Pattern.compile("<article[^>]*class=\"?card");

  private final Stage stage = new Stage();
  private final WebClient alice = new WebClient(stage);

  @AfterEach
  void close() {
    stage.close();
  }

  @Override
  protected ChatPlatform platform() {
    return new WithLedger(stage.room());
  }

  @Override
  protected int cards() throws Exception {
    int out = 0;
    Matcher m = CARD.matcher(page("/"));
    while (m.find()) {
      out++;
    }
    return out;
  }

  @Override
  protected List<String> replies(CardRef card) throws Exception {
    String page = page("/plans/" + card.ref());
    List<String> out = new ArrayList<>();
    for (String title : List.of("first", "second", "step 1 of 2", "step 2 of 2")) {
      if (page.contains(title)) {
        out.add(title);
      }
    }
    out.sort((a, b) -> Integer.compare(page.indexOf(a), page.indexOf(b)));
    return out;
  }

  private String page(String path) throws Exception {
    if (alice.cookie.isEmpty()) {
      alice.logIn(stage.logins.mint(Stage.ALICE));
    }
    var answer = alice.get(path);
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  @Override
  protected boolean delete(CardRef card) {
    return false;
  }

  /** The room, with a ledger that has each plan and reply before the room hears of it. */
  private final class WithLedger implements ChatPlatform {

    private final ChatPlatform room;

    WithLedger(ChatPlatform room) {
      this.room = room;
    }

    @Override
    public String name() {
      return room.name();
    }

    @Override
    public void start(ChatInbox inbox) {
      room.start(inbox);
    }

    @Override
    public CardRef post(String key, Card card) throws ChatException, InterruptedException {
      long number = card.plan().number();
      if (stage.ledger.read(v -> v.plan(card.plan())).isEmpty()) {
        stage.alert("containers", "container:c" + number, "It is dark", "nobody sees anything");
      }
      return room.post(key, card);
    }

    @Override
    public void edit(CardRef ref, Card card) throws ChatException, InterruptedException {
      room.edit(ref, card);
    }

    @Override
    public String reply(CardRef ref, @Nullable String existing, String key, Reply reply)
        throws ChatException, InterruptedException {
      var plan = new nightshift.engine.plan.PlanId(Long.parseLong(ref.ref()));
      // The courier's key ends in the version; in the ledger a newer version replaces the older.
      String word = key.substring(0, key.lastIndexOf('-'));
      stage.ledger.write(tx -> {
        tx.say(plan, word, reply, stage.now());
        return true;
      });
      return room.reply(ref, existing, key, reply);
    }

    @Override
    public Health health() {
      return room.health();
    }

    @Override
    public void close() {
      room.close();
    }
  }
}
