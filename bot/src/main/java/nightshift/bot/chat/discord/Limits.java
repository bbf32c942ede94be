package nightshift.bot.chat.discord;

/** What Discord takes at most, in characters unless said otherwise. Its documentation is named. */
final class Limits {

  /** Create Message: content. */
  static final int CONTENT = 2_000;

  /** Embed limits: title. */
  static final int EMBED_TITLE = 256;

  /** Embed limits: description. With title and fields it stays below 6000 for the whole. */
  static final int EMBED_DESCRIPTION = 4_096;

  /** Embed limits: a field's value is 1024; three of this leave room below 6000 for the rest. */
  static final int EMBED_FIELD = 400;

  /** Component reference: custom_id. */
  static final int CUSTOM_ID = 100;

  /** Start Thread from Message: name. */
  static final int THREAD_NAME = 100;

  /** Modal: title. */
  static final int MODAL_TITLE = 45;

  /** Application command option choice: name and value. */
  static final int CHOICE = 100;

  /** Application command autocomplete: number of choices. */
  static final int CHOICES = 25;

  /** Create Message: nonce. */
  static final int NONCE = 25;

  /** What a phone's notification shows of a message, about. */
  static final int NOTIFICATION = 100;

  /** Most bytes that we attach to one message; Discord takes ten times that. */
  static final int FILE_BYTES = 1_000_000;

  private Limits() {}
}
