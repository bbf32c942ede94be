package nightshift.bot.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows under headings. The last column gives way, so that a row fits {@link Printing#WIDTH}. */
final class Table {

  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  /** A table with these headings. */
  Table(String... headings) {
    rows.add(List.of(headings));
  }

  /** Adds a row; the cells are cleaned here. */
  Table row(String... cells) {
    if (cells.length != rows.getFirst().size()) {
      throw new IllegalArgumentException("a row of " + cells.length + " cells: " + List.of(cells));
    }
    rows.add(Arrays.stream(cells).map(Printing::line).toList());
    return this;
  }

  /** The lines, headings first. */
  List<String> lines() {
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], length(row.get(i)));
      }
    }
    fit(widths);
    return rows.stream().map(row -> joined(row, widths)).toList();
  }

  /** Takes what is too much from the widest column, again and again. */
  private static void fit(int[] widths) {
    int room = Printing.WIDTH - GAP.length() * (widths.length - 1);
    while (Arrays.stream(widths).sum() > room) {
      int widest = widths.length - 1;
      for (int i = 0; i < widths.length; i++) {
        widest = widths[i] > widths[widest] ? i : widest;
      }
      widths[widest]--;
    }
  }

  private static String joined(List<String> row, int[] widths) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = cut(row.get(i), widths[i]);
      out.append(i == 0 ? "" : GAP).append(cell).append(" ".repeat(widths[i] - length(cell)));
    }
    return out.toString().stripTrailing();
  }

  private static String cut(String cell, int width) {
    if (length(cell) <= width) {
      return cell;
    }
    return cell.substring(0, cell.offsetByCodePoints(0, Math.max(0, width - 1))) + "…";
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
