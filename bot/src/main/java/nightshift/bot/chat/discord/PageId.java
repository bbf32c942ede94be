package nightshift.bot.chat.discord;

import java.util.Optional;
import nightshift.bot.chat.desk.HistoryFilter;

/**
 * What a paging button of {@code /remediation history} carries: {@code nsp1:2:FILTER}.
 *
 * @param page from 1
 */
record PageId(int page, HistoryFilter filter) {

  private static final String PREFIX = "nsp1:";
  private static final int MOST = 9_999;

  /** Whether a button is a paging button at all. */
  static boolean mine(String customId) {
    return customId.startsWith(PREFIX);
  }

  /** Reads it; empty for anything that we did not write. */
  static Optional<PageId> parse(String customId) {
    String[] parts = customId.split(":", 3);
    if (!mine(customId) || parts.length != 3 || !parts[1].matches("[1-9]\\d{0,3}")) {
      return Optional.empty();
    }
    int page = Integer.parseInt(parts[1]);
    return HistoryFilter.decode(parts[2]).map(f -> new PageId(page, f));
  }

  /** As text; empty when it would be longer than Discord takes. */
  Optional<String> encoded() {
    String text = PREFIX + page + ":" + filter.encoded();
    return text.length() > Limits.CUSTOM_ID || page > MOST ? Optional.empty() : Optional.of(text);
  }
}
