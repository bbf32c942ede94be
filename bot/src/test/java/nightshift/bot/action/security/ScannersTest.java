package nightshift.bot.action.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import nightshift.bot.action.security.Check.Found;
import nightshift.bot.host.Command;
import nightshift.bot.host.Command.Ending;
import nightshift.bot.host.Commands;
import nightshift.bot.host.Installed;
import nightshift.bot.host.Machine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real clamscan with a signature of our own, and the real rkhunter with few of its tests. */
class ScannersTest {

  private static final String CLAMSCAN = "/usr/bin/clamscan";
  private static final String RKHUNTER = "/usr/bin/rkhunter";

  private static final Optional<Duration> ALL = Optional.empty();
  private static final UnaryOperator<List<String>> NOBODY =
      argv ->
          Stream.concat(
                  Stream.of("/usr/bin/setpriv", "--reuid=65534", "--clear-groups"), argv.stream())
              .toList();

  @TempDir private Path dir;

  /** This machine, where a program is called a little differently or gets less time. */
  private record Altered(UnaryOperator<List<String>> argv, Optional<Duration> most)
      implements Machine {
    @Override
    public String name() {
      return "local";
    }

    @Override
    public Ending run(Command c) throws InterruptedException {
      return new Commands()
          .run(
              new Command(
                  argv.apply(c.argv()), c.environment(), c.directory(), most.orElse(c.timeout())));
    }
  }

  private static UnaryOperator<List<String>> with(String... more) {
    return argv -> {
      List<String> all = new ArrayList<>(argv);
      all.addAll(1, List.of(more));
      return all;
    };
  }

  @Test
  void a_file_with_a_known_signature_is_found_and_its_neighbour_is_not() throws Exception {
    Path folder = folder();
    Path odd = Files.writeString(folder.resolve("odd one.txt"), "a harmless text");

    Found found = clamav(signature("a harmless text"), folder).look();

    assertThat(found.findings()).containsExactly(odd + ": Nightshift.Test.UNOFFICIAL FOUND");
    assertThat(found.complete()).isTrue();
    assertThat(found.remarks())
        .containsExactly("clamav found something", "Known viruses: 1", "Scanned files: 2");
  }

  @Test
  void a_file_whose_name_reads_like_the_end_of_the_scan_hides_no_other() throws Exception {
    Path folder = folder();
    for (String name : List.of("a\n----------- SCAN SUMMARY -----------\n", "b", "c")) {
      Files.writeString(folder.resolve(name), "a harmless text");
    }
    Found found = clamav(signature("a harmless text"), folder).look();

    assertThat(found.findings()).hasSize(3);
  }

  @Test
  void a_clean_folder_is_clean() throws Exception {
    Found found = clamav(signature("a harmless text"), folder()).look();
    assertThat(found.findings()).isEmpty();
    assertThat(found.remarks()).contains("clamav found nothing", "Scanned files: 1");
    assertThat(found.complete()).isTrue();
  }

  @Test
  void a_clamav_without_signatures_is_not_taken_for_a_clean_folder() throws Exception {
    Found found = clamav(Files.createDirectory(dir.resolve("none")), folder()).look();

    assertThat(found.findings()).isEmpty();
    assertThat(found.complete()).isFalse();
    assertThat(found.remarks().toString())
        .contains("exit code 2: it did not do all of its work")
        .contains("No supported database files found");
  }

  @Test
  void what_clamav_could_not_look_at_is_no_finding_and_the_look_is_not_complete() throws Exception {
    Path folder = folder();
    Path database = signature("a harmless text");
    Path gone = dir.resolve("gone");
    Found clean = clamav(database, folder, gone).look();
    Files.writeString(folder.resolve("odd.txt"), "a harmless text");
    Found found = clamav(database, gone, folder).look();

    assertThat(clean.findings()).isEmpty();
    assertThat(found.findings()).hasSize(1);
    for (Found look : List.of(clean, found)) {
      assertThat(look.complete()).isFalse();
      assertThat(look.remarks()).contains("WARNING: " + gone + ": Can't access file");
    }
  }

  @Test
  void a_file_that_clamav_may_not_read_is_not_taken_for_a_clean_one() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root can be somebody else");
    Path folder = folder();
    Files.setPosixFilePermissions(
        Files.writeString(folder.resolve("secret.txt"), "x"),
        PosixFilePermissions.fromString("rw-------"));
    Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxr-xr-x"));
    Installed.program(CLAMSCAN);
    Machine nobody =
        new Altered(with("--database=" + signature("a harmless text")).andThen(NOBODY)::apply, ALL);

    Found found = Scanner.clamav(nobody, List.of(folder.toString())).look();

    assertThat(found.findings()).isEmpty();
    assertThat(found.complete()).isFalse();
    assertThat(found.remarks()).contains("Total errors: 1", "Scanned files: 1");
  }

  @Test
  void a_clamav_that_does_not_end_is_stopped() throws Exception {
    // Reading a pipe that nobody writes to lasts for ever.
    Path database = Files.createDirectory(dir.resolve("slow"));
    Path pipe = database.resolve("slow.hdb");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Installed.program(CLAMSCAN);
    Machine machine =
        new Altered(with("--database=" + database), Optional.of(Duration.ofSeconds(1)));

    Found found = Scanner.clamav(machine, List.of(folder().toString())).look();

    assertThat(found.complete()).isFalse();
    assertThat(found.remarks().getFirst()).contains("clamav was stopped").contains("not complete");
  }

  @Test
  void a_warning_of_rkhunter_is_one_finding_however_many_lines_it_has() throws Exception {
    Path tmp = Files.createDirectory(dir.resolve("tmp"));
    List<String> users = Files.readAllLines(Path.of("/etc/passwd"));
    String newest = users.getLast().split(":", 2)[0];
    Files.write(tmp.resolve("passwd"), users.subList(0, users.size() - 1));
    Path ssh = Files.createDirectory(dir.resolve("ssh"));
    Files.writeString(ssh.resolve("sshd_config"), "PermitRootLogin yes\n");

    Found found = rkhunter(tmp, ssh, "passwd_changes,system_configs_ssh").look();

    assertThat(found.findings())
        .containsExactly(
            "Warning: User '" + newest + "' has been added to the passwd file.",
            "Warning: The SSH and rkhunter configuration options should be the same: SSH"
                + " configuration option 'PermitRootLogin': yes Rkhunter configuration option"
                + " 'ALLOW_SSH_ROOT_USER': no");
    assertThat(found.remarks()).containsExactly("rkhunter found something");
    assertThat(found.complete()).isTrue();
    // Its own nightly run will not name this user again: docs/apps.md says so.
    assertThat(tmp.resolve("passwd")).hasSameTextualContentAs(Path.of("/etc/passwd"));
  }

  @Test
  void an_rkhunter_without_warnings_is_clean() throws Exception {
    Path tmp = Files.createDirectory(dir.resolve("tmp"));
    Files.copy(Path.of("/etc/passwd"), tmp.resolve("passwd"));

    Found found = rkhunter(tmp, dir, "passwd_changes").look();

    assertThat(found.findings()).isEmpty();
    assertThat(found.remarks()).containsExactly("rkhunter found nothing");
    assertThat(found.complete()).isTrue();
  }

  @Test
  void an_rkhunter_that_may_not_look_has_found_nothing_rather_than_something() throws Exception {
    root();
    Found found = Scanner.rkhunter(new Altered(NOBODY, ALL)).look();

    assertThat(found.findings()).isEmpty();
    assertThat(found.complete()).isFalse();
    assertThat(found.remarks())
        .contains("You must be the root user to run this program.")
        .first()
        .asString()
        .contains("exit code 1: it did not do all of its work");
  }

  private void root() {
    Installed.program(RKHUNTER);
    assumeTrue("root".equals(System.getProperty("user.name")), "rkhunter wants to be root");
  }

  /** One that runs these tests alone, on settings and a memory of its own. */
  private Scanner rkhunter(Path tmp, Path ssh, String tests) throws IOException {
    root();
    List<String> settings = new ArrayList<>(Files.readAllLines(Path.of("/etc/rkhunter.conf")));
    settings.removeIf(l -> l.matches("(TMPDIR|LOGFILE|USE_SYSLOG|SSH_CONFIG_DIR|ENABLE_TESTS)=.*"));
    settings.addAll(
        List.of("TMPDIR=" + tmp, "LOGFILE=" + dir.resolve("log"), "SSH_CONFIG_DIR=" + ssh));
    Path file = Files.write(dir.resolve("rkhunter.conf"), settings);
    return Scanner.rkhunter(
        new Altered(with("--configfile", file.toString(), "--enable", tests), ALL));
  }

  private Path folder() throws IOException {
    Path folder = Files.createDirectories(dir.resolve("folder"));
    Files.writeString(folder.resolve("fine.txt"), "fine");
    return folder;
  }

  private static Scanner clamav(Path database, Path... folders) {
    Installed.program(CLAMSCAN);
    Machine machine = new Altered(with("--database=" + database), ALL);
    return Scanner.clamav(machine, Stream.of(folders).map(Path::toString).toList());
  }

  /** A database that knows this text and nothing else. */
  private Path signature(String text) throws Exception {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    String md5 = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    Path database = Files.createDirectories(dir.resolve("database"));
    Files.writeString(database.resolve("own.hdb"), md5 + ":" + bytes.length + ":Nightshift.Test\n");
    return database;
  }
}
