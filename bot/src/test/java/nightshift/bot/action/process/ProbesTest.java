package nightshift.bot.action.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nightshift.bot.host.proc.Cgroups;
import nightshift.bot.host.proc.ProcFs;
import nightshift.bot.host.proc.ProcessFacts;
import nightshift.bot.host.proc.ProcessId;
import nightshift.bot.host.proc.Sockets;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Probe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbesTest {

  private static final Target HOST = new Target("host", "local");

  @TempDir private Path dir;
  private final InstantSource clock = InstantSource.system();

  @Test
  void the_processor_use_of_a_real_process_is_measured_and_named() throws Exception {
    try (Patients own = new Patients(dir)) {
      Path burner = own.shell("burner");
      Process p = own.burning(burner);

      Reading one =
          own.until(new ProcessCpu(own.looks(), clock), target(burner), r -> r.value() > 0);
      Reading all =
          own.until(
              cpuTop(own.looks()), HOST, r -> r.lines().toString().contains(burner.toString()));

      assertThat(one.facts()).containsEntry("processes", 1L);
      assertThat(all.lines())
          .anySatisfy(l -> assertThat(l).contains("pid " + p.pid()).contains(burner.toString()));
      assertThat(all.value()).isPositive();
    }
  }

  @Test
  void what_a_reniced_process_uses_does_not_count_as_normal() throws Exception {
    try (Patients own = new Patients(dir)) {
      Process p = own.burning(own.shell("burner"));
      own.renice().set(18, List.of((int) p.pid()));

      Reading usage =
          own.until(
              new CpuUsage(own.looks(), clock, false),
              HOST,
              r -> (double) r.facts().get("cpu_niced") > 0);
      Reading normal =
          own.until(
              new CpuUsage(own.looks(), clock, true),
              HOST,
              r -> (double) r.facts().get("cpu_niced") > 0);

      assertThat((double) usage.facts().get("cpu_niced")).isPositive();
      assertThat(normal.value()).isLessThan((double) normal.facts().get("cpu_usage"));
      assertThat(usage.facts()).containsKeys("load1", "cpu_steal", "cpu_iowait", "processors");
    }
  }

  @Test
  void memory_is_read_with_its_largest_process() throws Exception {
    try (Patients own = new Patients(dir)) {
      Reading usage = new MemoryUsage(own.looks(), clock).read(HOST);
      assertThat(usage.value()).isBetween(0.0, 100.0);
      assertThat((long) usage.facts().get("memory_total")).isGreaterThan(1 << 20);

      Reading top =
          new MemoryTop(own.looks(), ContainerNames.NONE, new Cgroups(own.proc), clock).read(HOST);
      assertThat((long) top.facts().get("memory_top_bytes")).isGreaterThan(1 << 20);
      assertThat(top.lines()).isNotEmpty();
    }
  }

  @Test
  void a_program_that_does_not_run_uses_nothing() throws Exception {
    try (Patients own = new Patients(dir)) {
      Reading none = new ProcessCpu(own.looks(), clock).read(target(dir.resolve("nothing")));
      assertThat(none.value()).isZero();
      assertThat(none.lines()).singleElement().asString().contains("no process runs");
    }
  }

  @Test
  void a_miner_is_told_by_its_name_its_work_and_its_pool_together() throws Exception {
    try (Patients own = new Patients(dir)) {
      Process miner = own.burning(own.shell("xmrig"));
      Process determiner = own.burning(own.shell("determiner"));
      SuspiciousProcesses probe =
          new SuspiciousProcesses(own.looks(), own.door(List.of()).suspicions(), clock);

      Reading bad = own.until(probe, target(dir.toRealPath().resolve("xmrig")), r -> r.value() > 0);
      Reading fine = probe.read(target(dir.toRealPath().resolve("determiner")));

      assertThat(bad.value()).isEqualTo(1);
      assertThat(bad.healthy()).isFalse();
      assertThat(bad.facts()).containsEntry("suspect_pid", miner.pid());
      assertThat(bad.lines().getFirst())
          .contains("is called \"xmrig\", as a known miner +20")
          .contains("of a processor +20");
      assertThat(fine.value()).as("pid " + determiner.pid()).isZero();
      assertThat(fine.lines().getFirst()).doesNotContain("known miner");
    }
  }

  @Test
  void no_single_sign_is_enough() {
    Suspicions s = new Suspicions(new ProcFs(), 70, Duration.ZERO);
    for (ProcessFacts p :
        List.of(
            facts("/usr/bin/nginx", true),
            facts("/tmp/build/cc1", false),
            facts("/usr/bin/xmrig", false))) {
      assertThat(points(s, p, 0)).as(p.shown()).isLessThan(Suspicions.ENOUGH);
    }
    assertThat(points(s, facts("/usr/bin/ffmpeg", false), 400)).isLessThan(Suspicions.ENOUGH);
    assertThat(points(s, facts("/usr/bin/xmrig", false), 400)).isLessThan(Suspicions.ENOUGH);
    assertThat(points(s, facts("/tmp/a", true), 0)).isGreaterThanOrEqualTo(Suspicions.ENOUGH);
    assertThat(points(s, facts("/memfd:x", true), 0)).isGreaterThanOrEqualTo(Suspicions.ENOUGH);
  }

  @Test
  void the_ports_that_a_process_is_connected_to_are_seen() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {
      ProcFs proc = new ProcFs();
      ProcessFacts us = proc.find((int) ProcessHandle.current().pid()).orElseThrow();
      assertThat(Sockets.remotePorts(proc, us.id())).contains(server.getLocalPort());
      assertThat(Sockets.listening(proc))
          .anyMatch(l -> l.port() == server.getLocalPort() && l.loopback() && !l.everywhere());
      assertThat(client.isConnected()).isTrue();
    }
  }

  @Test
  void another_machine_and_another_kind_are_refused_by_every_probe() throws Exception {
    try (Patients own = new Patients(dir)) {
      for (Probe probe : all(own)) {
        for (Target odd :
            List.of(
                new Target("host", "//nas/local"),
                new Target("host", "nas"),
                new Target("process", "nginx"),
                new Target("disk", "/tmp"))) {
          assertThatExceptionOfType(ProbeException.class)
              .as(probe.name() + " of " + odd)
              .isThrownBy(() -> probe.read(odd))
              .matches(e -> e.kind() == ProbeException.Kind.NO_SUCH_TARGET);
        }
      }
    }
  }

  @Test
  void where_there_is_no_proc_every_probe_says_what_is_missing() {
    Looks blind = new Looks(new ProcFs(dir.resolve("no-proc")), _ -> {}, Duration.ZERO);
    for (Probe probe :
        List.of(new CpuUsage(blind, clock, false), cpuTop(blind), new MemoryUsage(blind, clock))) {
      assertThatExceptionOfType(ProbeException.class)
          .isThrownBy(() -> probe.read(HOST))
          .withMessageContaining("no-proc")
          .matches(e -> e.kind() == ProbeException.Kind.UNREACHABLE);
    }
  }

  private List<Probe> all(Patients own) {
    Looks l = own.looks();
    return List.of(
        new CpuUsage(l, clock, false),
        cpuTop(l),
        new MemoryUsage(l, clock),
        new MemoryTop(l, ContainerNames.NONE, new Cgroups(l.proc), clock),
        new ProcessCpu(l, clock),
        new ProcessNice(l, clock),
        new SuspiciousProcesses(l, own.door(List.of()).suspicions(), clock));
  }

  private CpuTop cpuTop(Looks looks) {
    return new CpuTop(looks, ContainerNames.NONE, new Cgroups(looks.proc), clock);
  }

  private static int points(Suspicions s, ProcessFacts p, double percent) {
    return s.still(p, percent).stream().mapToInt(Suspicions.Sign::points).sum();
  }

  private static ProcessFacts facts(String path, boolean deleted) {
    String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    return new ProcessFacts(
        new ProcessId(999_999, 1, path), name, 1, false, 0, 0, 0, "x", deleted, Optional.empty());
  }

  private static Target target(Path program) {
    return new Target("process", program.toString());
  }
}
