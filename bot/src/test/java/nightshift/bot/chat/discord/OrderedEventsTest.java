package nightshift.bot.chat.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.events.GenericEvent;
import net.dv8tion.jda.api.hooks.EventListener;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.junit.jupiter.api.Test;

/** In which order it is heard what happened. */
class OrderedEventsTest {

  /** Something that happened to the session. */
  private record Happened(String what) implements GenericEvent {
    @Override
    public JDA getJDA() {
      throw new UnsupportedOperationException("nobody asks");
    }

    @Override
    public long getResponseNumber() {
      return 0;
    }

    @Override
    public DataObject getRawData() {
      return DataObject.empty();
    }
  }

  @Test
  void a_line_that_broke_is_heard_of_before_it_can_stand_again() {
    OrderedEvents events = new OrderedEvents();
    List<String> heard = new ArrayList<>();
    events.register((EventListener) e -> heard.add(((Happened) e).what()));
    events.handle(new Happened("broke"));
    assertThat(heard).containsExactly("broke");
    events.handle(new Happened("stands again"));
    assertThat(heard).containsExactly("broke", "stands again");
  }
}
