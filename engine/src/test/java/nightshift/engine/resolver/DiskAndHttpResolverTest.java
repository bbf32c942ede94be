package nightshift.engine.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nightshift.engine.alert.Alert;
import nightshift.engine.alert.Category;
import nightshift.engine.alert.Severity;
import nightshift.engine.diagnosis.Diagnosis;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.port.Resolver;
import org.junit.jupiter.api.Test;

class DiskAndHttpResolverTest {

  private static final Target POOL = new Target("disk", "/srv/pool");
  private static final Target SHOP = new Target("http", "shop");

  private static Diagnosis diagnose(
      Resolver resolver, Target target, List<Reading> readings, List<ProbeException> failures) {
    Alert alert =
        new Alert(
            "1",
            "api",
            "f",
            Category.CAPACITY,
            Severity.HIGH,
            "full",
            "",
            new LinkedHashMap<>(),
            new LinkedHashMap<>(),
            Instant.EPOCH,
            Instant.EPOCH);
    return resolver.diagnose(alert, target, readings, failures);
  }

  private static Reading reading(
      String probe, Target target, boolean healthy, Map<String, Object> facts, String... lines) {
    return new Reading(
        probe, target, healthy, null, Map.of(), facts, List.of(lines), Instant.EPOCH);
  }

  @Test
  void what_docker_stores_on_another_host_was_left_out_because_its_disk_cannot_be_measured() {
    Target there = new Target("disk", "//nas/var/lib/docker");
    Map<String, Object> stores =
        Map.of("docker_reclaimable_bytes", 3L << 30, "docker_image_bytes", 2L << 30);
    ProbeException far =
        new ProbeException(ProbeException.Kind.NO_SUCH_TARGET, "it is on another machine");
    Diagnosis d =
        diagnose(
            new DiskResolver(),
            there,
            List.of(reading("docker.reclaimable", there, false, stores)),
            List.of(far));
    assertThat(d.summary())
        .isEqualTo(
            "it is on another machine; Docker stores 3.0 GiB that nothing uses,"
                + " 2.0 GiB of it images");
  }

  @Test
  void a_full_disk_is_told_with_its_figures_and_largest_files() {
    Diagnosis d =
        diagnose(
            new DiskResolver(),
            POOL,
            List.of(
                reading(
                    "disk.usage",
                    POOL,
                    false,
                    Map.of("usage", 93.4, "used_bytes", 61L << 20, "total_bytes", 64L << 20)),
                reading(
                    "disk.largest",
                    POOL,
                    true,
                    Map.of("files_seen", 2L),
                    "30.0 MiB  /srv/pool/a",
                    "1.0 MiB  /srv/pool/b",
                    "looked below /srv/pool")),
            List.of());

    assertThat(d.cause()).isEqualTo("disk_full");
    assertThat(d.summary())
        .isEqualTo(
            "/srv/pool is at 93.4 % (61.0 MiB of 64.0 MiB); largest: 30.0 MiB  /srv/pool/a, "
                + "1.0 MiB  /srv/pool/b");
    assertThat(d.facts()).containsEntry("usage", 93.4);
    assertThat(d.evidence()).hasSize(2);
  }

  @Test
  void too_many_files_are_another_cause_and_a_roomy_disk_is_none() {
    Map<String, Object> facts =
        Map.of("usage", 10.0, "used_bytes", 1L, "total_bytes", 10L, "inodes_usage", 99.0);

    assertThat(
            diagnose(
                    new DiskResolver(),
                    POOL,
                    List.of(reading("disk.usage", POOL, false, facts)),
                    List.of())
                .cause())
        .isEqualTo("inodes_full");
    assertThat(
            diagnose(
                    new DiskResolver(),
                    POOL,
                    List.of(reading("disk.usage", POOL, true, Map.of("usage", 10.0))),
                    List.of())
                .cause())
        .isEqualTo(Diagnosis.UNKNOWN);
  }

  @Test
  void a_disk_that_cannot_be_read_says_why() {
    ProbeException gone = new ProbeException(ProbeException.Kind.NO_SUCH_TARGET, "it is not there");

    Diagnosis d = diagnose(new DiskResolver(), POOL, List.of(), List.of(gone));

    assertThat(d.cause()).isEqualTo(Diagnosis.UNKNOWN);
    assertThat(d.summary()).isEqualTo("it is not there");
  }

  @Test
  void silence_and_bad_answers_of_a_service_are_told_apart() {
    Diagnosis silent =
        diagnose(
            new HttpResolver(),
            SHOP,
            List.of(
                reading("http.get", SHOP, false, Map.of("answered", false, "trouble", "refused"))),
            List.of());
    Diagnosis bad =
        diagnose(
            new HttpResolver(),
            SHOP,
            List.of(reading("http.get", SHOP, false, Map.of("answered", true, "status", 503L))),
            List.of());

    assertThat(silent.cause()).isEqualTo("not_answering");
    assertThat(silent.summary()).isEqualTo("shop does not answer: refused");
    assertThat(bad.cause()).isEqualTo("bad_status");
    assertThat(bad.summary()).isEqualTo("shop answers badly: HTTP 503");
  }

  @Test
  void success_is_measured_by_their_own_probes() {
    assertThat(new DiskResolver().verify().orElseThrow().shown()).isEqualTo("disk.usage below 80");
    assertThat(new HttpResolver().verify().orElseThrow().shown()).isEqualTo("http.get healthy");
  }
}
