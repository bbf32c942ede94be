package nightshift.bot.action.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nightshift.bot.host.Commands;
import nightshift.bot.host.proc.ProcFs;
import nightshift.engine.action.ActionContext;
import nightshift.engine.action.ActionException;
import nightshift.engine.action.ActionKind;
import nightshift.engine.action.ActionResult;
import nightshift.engine.action.Preview;
import nightshift.engine.contract.ActionKindContract;
import nightshift.engine.diagnosis.Target;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecurityScanTest extends ActionKindContract<SecurityScan.Scan> {

  @TempDir private Path dir;
  private Path searched;
  private Path reports;

  @BeforeEach
  void prepare() throws Exception {
    searched = Files.createDirectory(dir.resolve("searched"));
    reports = dir.resolve("reports");
  }

  @Override
  protected ActionKind<SecurityScan.Scan> kind() {
    return new SecurityScan(
        List.of(
            new SetUidFiles(searched, 1000),
            new OpenPorts(new ProcFs(), List.of()),
            new PrivilegedContainers(Optional.empty())),
        reports);
  }

  @Override
  protected SecurityScan.Scan arguments() {
    return new SecurityScan.Scan(Optional.of(List.of("set-uid")));
  }

  @Override
  protected World world() throws Exception {
    odd("bad");
    return new World() {
      @Override
      public Target target() {
        return new Target("security", "local");
      }

      @Override
      public String state() {
        return listing(reports);
      }

      @Override
      public String bystanders() {
        return listing(searched);
      }

      @Override
      public void replace() throws Exception {
        Files.move(searched, dir.resolve("moved"));
        Files.createDirectory(searched);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  protected boolean replacementIsDrift() {
    return false;
  }

  @Test
  void set_uid_files_in_odd_places_are_found_and_the_report_is_kept_private() throws Exception {
    try (World world = world()) {
      ActionResult result = kind().run(arguments(), approved(world));

      assertThat(result.summary()).startsWith("1 findings of 1 checks");
      assertThat(result.output())
          .contains(searched.resolve("bad") + " runs with the rights of")
          .contains("in an unusual place");
      Path report = reports.resolve("security-7-1.txt");
      assertThat(report).hasContent(result.output().stripTrailing());
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(report)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void what_cannot_be_done_here_is_left_out_and_said_unless_it_was_asked_for() throws Exception {
    try (World world = world()) {
      Preview all = kind().preview(new SecurityScan.Scan(Optional.empty()), asked(world));
      assertThat(all.details())
          .contains("containers: left out, the configuration has no docker section");
      assertThat(all.objects()).noneMatch(o -> o.contains("containers"));
      assertThatExceptionOfType(ActionException.class)
          .isThrownBy(() ->
              kind()
                  .preview(new SecurityScan.Scan(Optional.of(List.of("containers"))), asked(world)))
          .withMessageContaining("no docker section");
      assertThatExceptionOfType(ActionException.class)
          .isThrownBy(() ->
              kind().preview(new SecurityScan.Scan(Optional.of(List.of("setuid"))), asked(world)))
          .withMessageContaining("did you mean \"set-uid\"");
    }
  }

  @Test
  void a_walk_that_is_too_long_ends_and_says_so() throws Exception {
    for (int i = 0; i < 20; i++) {
      Files.createFile(searched.resolve("f" + i));
    }
    assertThat(new SetUidFiles(searched, 5).look().remarks())
        .anyMatch(r -> r.contains("ended after 5 entries"));
  }

  @Test
  void ports_that_nobody_expects_are_found_and_those_on_the_loopback_are_not() throws Exception {
    try (ServerSocket hidden = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(new OpenPorts(new ProcFs(), List.of()).look().findings())
          .noneMatch(f -> f.startsWith("port " + hidden.getLocalPort() + " "));
    }
    Path proc = Files.createDirectories(dir.resolve("proc/self/net"));
    Files.writeString(
        proc.resolve("tcp"),
        """
          sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 11 1
           1: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 12 1
           2: 00000000:0D3D 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 13 1
        """);
    assertThat(new OpenPorts(new ProcFs(dir.resolve("proc")), List.of(22)).look().findings())
        .containsExactly(
            "port 3389 is open on all addresses and is not listed under security.ports");
  }

  @Test
  void a_process_whose_program_was_deleted_is_found() throws Exception {
    Path program =
        Files.copy(
            Path.of("/bin/sleep").toRealPath(),
            dir.resolve("gone"),
            StandardCopyOption.COPY_ATTRIBUTES);
    Process p = new ProcessBuilder(program.toString(), "60").start();
    try {
      Files.delete(program);
      assertThat(new DeletedPrograms(new ProcFs()).look().findings())
          .anyMatch(f -> f.contains("pid " + p.pid() + " ") && f.contains("/gone"));
    } finally {
      p.destroyForcibly().waitFor();
    }
  }

  @Test
  void a_scanner_is_believed_by_its_exit_code_and_stopped_when_it_takes_too_long()
      throws Exception {
    assertThat(scanner("exit 0", 20).look())
        .matches(Check.Found::complete)
        .matches(f -> f.remarks().contains("clamav found nothing"));
    assertThat(scanner("echo /x: Test FOUND; exit 1", 20).look())
        .matches(Check.Found::complete)
        .matches(f -> f.findings().equals(List.of("/x: Test FOUND")));
    assertThat(scanner("echo no database; exit 2", 20).look())
        .matches(f -> !f.complete() && f.findings().isEmpty())
        .matches(f -> f.remarks().toString().contains("exit code 2"))
        .matches(f -> f.remarks().contains("no database"));
    assertThat(scanner("echo it could not begin; exit 1", 20).look())
        .matches(f -> !f.complete() && f.findings().isEmpty());
    assertThat(scanner("exec sleep 60", 1).look())
        .matches(f -> !f.complete())
        .matches(f -> f.remarks().toString().contains("not complete"));
    assertThat(scanner(Duration.ofSeconds(1), "/nowhere/x").missing())
        .contains("the program /nowhere/x is not on this machine");
  }

  @Test
  void a_scan_that_could_not_see_everything_says_so_in_its_first_line() throws Exception {
    ActionKind<SecurityScan.Scan> kind =
        new SecurityScan(List.of(scanner("echo no database; exit 2", 20)), reports);
    SecurityScan.Scan all = new SecurityScan.Scan(Optional.empty());
    Target target = new Target("security", "local");
    ActionContext asked =
        new ActionContext(target, "7-1", List.of(), Instant.EPOCH, kind.timeout(all));
    List<String> objects = kind.preview(all, asked).objects();

    ActionResult result =
        kind.run(all, new ActionContext(target, "7-1", objects, Instant.EPOCH, kind.timeout(all)));

    assertThat(result.summary()).startsWith("0 findings of 1 checks, not complete: clamav;");
  }

  private Scanner scanner(String script, int seconds) {
    return scanner(Duration.ofSeconds(seconds), "/bin/sh", "-c", script);
  }

  private static Scanner scanner(Duration most, String... argv) {
    return new Scanner(ScannerWords.CLAMAV, new Commands(), List.of(argv), most);
  }

  private void odd(String name) throws IOException {
    Path file = Files.writeString(searched.resolve(name), "x");
    Files.setAttribute(file, "unix:mode", 04755);
    Files.writeString(searched.resolve("plain"), "x");
  }

  private static String listing(Path folder) {
    if (!Files.exists(folder)) {
      return "";
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.sorted().toList().toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void another_machine_is_not_scanned() {
    ActionContext ctx =
        new ActionContext(
            new Target("security", "nas"), "7-1", List.of(), Instant.EPOCH, Duration.ofMinutes(1));
    assertThatExceptionOfType(ActionException.class)
        .isThrownBy(() -> kind().preview(arguments(), ctx))
        .withMessageContaining("only this machine is scanned");
  }
}
