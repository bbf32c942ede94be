package nightshift.bot.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows under headings, no wider than {@link Printing#WIDTH}. The last column, which says what it is
 * about, goes on in further lines; the others are cut when they have to be.
 */
final class Table {

  private static final String GAP = "  ";
  private static final int MOST_LINES = 4;

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
    return blocks().stream().flatMap(List::stream).toList();
  }

  /** The lines of each row, headings first. */
  List<List<String>> blocks() {
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], length(row.get(i)));
      }
    }
    fit(widths);
    return rows.stream().map(row -> block(row, widths)).toList();
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

  private static List<String> block(List<String> row, int[] widths) {
    int last = widths.length - 1;
    StringBuilder before = new StringBuilder();
    for (int i = 0; i < last; i++) {
      String cell = cut(row.get(i), widths[i]);
      before.append(cell).append(" ".repeat(widths[i] - length(cell))).append(GAP);
    }
    List<String> parts = broken(row.get(last), widths[last]);
    List<String> lines = new ArrayList<>();
    for (String part : parts) {
      String start = lines.isEmpty() ? before.toString() : " ".repeat(length(before.toString()));
      lines.add((start + part).stripTrailing());
    }
    return lines;
  }

  /** Breaks a cell at spaces, or where there is none in reach; what is very long is cut. */
  private static List<String> broken(String cell, int width) {
    List<String> lines = new ArrayList<>();
    String rest = cell;
    while (length(rest) > width && lines.size() < MOST_LINES - 1) {
      int end = rest.offsetByCodePoints(0, width);
      int space = rest.lastIndexOf(' ', end);
      lines.add(rest.substring(0, space > 0 ? space : end));
      rest = rest.substring(space > 0 ? space : end).stripLeading();
    }
    lines.add(cut(rest, width));
    return lines;
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
