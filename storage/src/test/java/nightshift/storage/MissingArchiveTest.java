package nightshift.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nightshift.engine.contract.Samples;
import nightshift.engine.port.Ledger;
import nightshift.engine.port.LedgerView.ChainReport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archive files that are not what the log says that there must be. */
final class MissingArchiveTest {

  @TempDir private Path dir;
  private Path folder;
  private Path file;
  private List<Path> files;

  /** Three files, the oldest first; what tells of one is in the next, or in the ledger. */
  @BeforeEach
  void archiveThrice() throws IOException {
    file = dir.resolve("ledger.db");
    folder = dir.resolve(Archive.FOLDER);
    for (int month = 0; month < 3; month++) {
      Instant at = Samples.T0.plus(Duration.ofDays(30L * month));
      InstantSource clock = InstantSource.fixed(at);
      try (Ledger ledger = SqliteLedger.open(file, clock)) {
        for (int i = 0; i < 5; i++) {
          int n = i;
          ledger.write(tx -> {
            tx.note(null, "login", "alice", Map.of("n", "ü" + n), at);
            return true;
          });
        }
        Archive.run(file, at.plusSeconds(1), clock);
      }
    }
    try (Stream<Path> all = Files.list(folder)) {
      files = all.sorted().toList();
    }
    assertThat(files).hasSize(3);
    assertThat(offline()).isEqualTo(new ChainReport(18, null, ""));
  }

  private ChainReport offline() {
    return OfflineAudit.verify(file, InstantSource.fixed(Samples.T0));
  }

  private String broken(long at) {
    ChainReport report = offline();
    assertThat(report.intact()).isFalse();
    assertThat(report.firstBad()).isEqualTo(at);
    return report.problem();
  }

  @Test
  void an_archive_whose_oldest_file_was_taken_away_is_not_whole() throws Exception {
    Files.delete(files.getFirst());
    assertThat(broken(1)).contains(files.getFirst() + " is missing");
  }

  @Test
  void every_file_that_was_taken_away_is_named_as_far_as_anything_says_its_name() throws Exception {
    Files.delete(files.get(1));
    assertThat(broken(1)).contains(files.get(1) + " is missing");
    assertThat(broken(1)).contains("no event says which archive files have events 1 to 5");
    assertThat(broken(1)).doesNotContain(files.getFirst().toString());
  }

  @Test
  void an_archive_folder_that_was_taken_away_is_missed() throws Exception {
    Files.move(folder, dir.resolve("elsewhere"));
    assertThat(broken(1)).contains(files.getLast() + " is missing");
    Files.move(dir.resolve("elsewhere"), folder);
    assertThat(offline().intact()).isTrue();
  }

  @Test
  void a_renamed_archive_file_is_missed_and_its_new_name_unknown() throws Exception {
    Path renamed = files.getFirst().resolveSibling("events-000000000001-000000000004.jsonl");
    Files.move(files.getFirst(), renamed);
    assertThat(broken(1))
        .contains(files.getFirst() + " is missing", "the log names no archive file " + renamed);
  }

  @Test
  void two_archive_files_with_each_others_names_are_found() throws Exception {
    Path aside = dir.resolve("aside");
    Files.move(files.get(0), aside);
    Files.move(files.get(1), files.get(0));
    Files.move(aside, files.get(1));
    assertThat(broken(1)).contains(files.get(1) + ": it begins after event 0, and not after 5");
  }

  @Test
  void a_truncated_archive_file_is_found_wherever_it_is_cut() throws Exception {
    for (Path archived : files) {
      byte[] whole = Files.readAllBytes(archived);
      for (int cut = 0; cut < whole.length - 1; cut += 37) {
        Files.write(archived, Arrays.copyOf(whole, cut));
        assertThat(offline().intact()).as("%s cut at %d", archived, cut).isFalse();
        assertThat(offline().problem()).contains(archived.toString());
      }
      Files.write(archived, whole);
    }
    assertThat(offline().intact()).isTrue();
  }

  @Test
  void words_that_are_in_no_hash_were_not_found_in_an_archive_file() throws Exception {
    Path archived = files.get(1);
    String whole = Files.readString(archived);
    List<String> others =
        List.of(
            whole.replaceFirst("\\{", "{\"note\":\"all is well\","),
            whole.replaceFirst("\"actor\"", "\"actor\":\"mallory\",\"actor\""),
            whole.replaceFirst("\"\\}\n", "\"} by mallory\n"),
            whole.replaceFirst("\n", "\r\n"),
            whole.replaceFirst("\n", "\r"),
            whole.replaceFirst(",", " ,"),
            whole.substring(0, whole.length() - 1),
            whole + "\n");
    for (String other : others) {
      assertThat(other).isNotEqualTo(whole);
      Files.writeString(archived, other);
      assertThat(offline().intact()).as(other).isFalse();
      assertThat(offline().problem()).contains(archived.toString());
    }
    Files.writeString(archived, whole);
    assertThat(offline().intact()).isTrue();
  }
}
