package nightshift.bot.host.proc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trees as other kernels and container engines write them. */
class RecordedProcTest {

  private static final String ID = "0123456789abcdef".repeat(4);

  @TempDir private Path dir;

  @Test
  void the_container_of_a_process_is_known_by_its_control_group_of_either_version() {
    for (String path :
        new String[] {
          "0::/system.slice/docker-" + ID + ".scope",
          "4:memory:/docker/" + ID + "\n0::/",
          "0::/user.slice/user-1000.slice/libpod-" + ID + ".scope/container",
          "0::/kubepods.slice/kubepods-pod1.slice/cri-containerd-" + ID + ".scope",
          "5:cpu,cpuacct:/kubepods/besteffort/pod12/" + ID
        }) {
      assertThat(ProcFs.container(path)).as(path).contains(ID);
    }
    assertThat(ProcFs.container("0::/system.slice/nginx.service")).isEmpty();
    assertThat(ProcFs.container("0::/docker/" + ID + "f")).isEmpty();
  }

  @Test
  void a_name_with_brackets_and_spaces_does_not_shift_the_figures() throws Exception {
    process(42, "42 (evil) R 1 (x) S 7 0 0 0 0 0 0 0 0 0 300 50 0 0 20 5 3 0 98765 0 0");
    ProcessFacts p = new ProcFs(dir).find(42).orElseThrow();
    assertThat(p.name()).isEqualTo("evil) R 1 (x");
    assertThat(p.parent()).isEqualTo(7);
    assertThat(p.cpu()).isEqualTo(350);
    assertThat(p.nice()).isEqualTo(5);
    assertThat(p.id().start()).isEqualTo(98765);
    assertThat(p.resident()).isEqualTo(2048 * 1024);
    assertThat(p.container()).contains(ID);
  }

  @Test
  void memory_and_limit_come_from_version_2_or_version_1_whichever_is_there() throws Exception {
    process(42, "42 (a) S 7 0 0 0 0 0 0 0 0 0 1 1 0 0 20 5 3 0 9 0 0");
    Path cgroups = Files.createDirectories(dir.resolve("cgroup"));
    Path second = Files.createDirectories(cgroups.resolve("docker/" + ID));
    Files.writeString(second.resolve("memory.current"), "1048576\n");
    Files.writeString(second.resolve("memory.max"), "max\n");
    Files.writeString(second.resolve("cpu.stat"), "usage_usec 9\nnr_throttled 12\n");
    Cgroups groups = new Cgroups(new ProcFs(dir), cgroups);
    assertThat(groups.of(42).memory()).hasValue(1 << 20);
    assertThat(groups.of(42).limit()).isEmpty();
    assertThat(groups.of(42).throttled()).hasValue(12);

    Files.writeString(dir.resolve("42/cgroup"), "4:memory:/docker/" + ID + "\n0::/\n");
    Path first = Files.createDirectories(cgroups.resolve("memory/docker/" + ID));
    Files.writeString(first.resolve("memory.usage_in_bytes"), "4096\n");
    Files.writeString(first.resolve("memory.limit_in_bytes"), "8192\n");
    assertThat(groups.of(42).memory()).hasValue(4096);
    assertThat(groups.of(42).limit()).hasValue(8192);
  }

  @Test
  void shares_of_the_processor_are_what_happened_in_between() {
    CpuTimes before = new CpuTimes(100, 0, 50, 1000, 10, 0, 0, 2);
    CpuTimes.Shares s = new CpuTimes(130, 20, 60, 1030, 20, 0, 0, 2).since(before);
    assertThat(s.user()).isEqualTo(30);
    assertThat(s.niced()).isEqualTo(20);
    assertThat(s.iowait()).isEqualTo(10);
    assertThat(s.busy()).isEqualTo(60);
  }

  @Test
  void a_process_that_is_gone_is_simply_not_there() {
    assertThat(new ProcFs(dir).find(7)).isEqualTo(Optional.empty());
    assertThat(Threads.nice(new ProcFs(dir), new ProcessId(7, 1, "/x"))).isEmpty();
  }

  private void process(int pid, String stat) throws Exception {
    Path folder = Files.createDirectories(dir.resolve(String.valueOf(pid)));
    Files.writeString(folder.resolve("stat"), stat + "\n");
    Files.writeString(folder.resolve("status"), "Name:\tx\nVmRSS:\t    2048 kB\n");
    Files.writeString(folder.resolve("cgroup"), "0::/docker/" + ID + "\n");
  }
}
