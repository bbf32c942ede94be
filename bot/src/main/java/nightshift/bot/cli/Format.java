package nightshift.bot.cli;

/** How answers are printed. */
enum Format {
  /** For people. */
  table,
  /** For programs: what the server said, unchanged. */
  json
}
