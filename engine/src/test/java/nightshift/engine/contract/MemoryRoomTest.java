package nightshift.engine.contract;

import java.util.List;
import nightshift.engine.card.CardRef;
import nightshift.engine.card.Reply;
import nightshift.engine.port.ChatPlatform;

class MemoryRoomTest extends ChatPlatformContract {

  private final MemoryRoom room = new MemoryRoom();

  @Override
  protected ChatPlatform platform() {
    return room;
  }

  @Override
  protected int cards() {
    return room.cards().size();
  }

  @Override
  protected List<String> replies(CardRef card) {
    return room.replies().stream().map(Reply::title).toList();
  }

  @Override
  protected boolean delete(CardRef card) {
    room.delete(card);
    return true;
  }
}
