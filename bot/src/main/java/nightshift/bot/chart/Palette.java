package nightshift.bot.chart;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import nightshift.engine.learn.Outcome;

/**
 * The colours of a picture. Outcomes are told apart by brightness too, for eyes that see no red or
 * green: neighbours in a bar are never equally bright.
 */
public enum Palette {
  /** For chats, where it is read at night, and for dark pages. */
  DARK(
      0x1E_1F_22,
      0xE6_E7_EA,
      0x3F_41_47,
      0x4C_C3_7B,
      0x8E_C8_F2,
      0xE8_B9_3E,
      0xD8_4A_3F,
      0xC0_7A_E0,
      0x80_84_8E),
  /** For light pages. */
  LIGHT(
      0xFF_FF_FF,
      0x1A_20_33,
      0xD3_D8_E4,
      0x2E_9E_5B,
      0x1F_5F_AF,
      0xBD_82_10,
      0xA3_20_1E,
      0xA8_6B_DB,
      0x5A_60_70);

  private final Color ground;
  private final Color ink;
  private final Color lines;
  private final List<Color> outcomes;

  Palette(int ground, int ink, int lines, int... outcomes) {
    this.ground = new Color(ground);
    this.ink = new Color(ink);
    this.lines = new Color(lines);
    this.outcomes = Arrays.stream(outcomes).mapToObj(Color::new).toList();
  }

  Color ground() {
    return ground;
  }

  /** Of what is written. */
  Color ink() {
    return ink;
  }

  /** Of the grid. */
  Color lines() {
    return lines;
  }

  Color of(Outcome outcome) {
    return outcomes.get(outcome.ordinal());
  }
}
