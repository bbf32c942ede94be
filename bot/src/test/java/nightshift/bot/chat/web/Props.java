package nightshift.bot.chat.web;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import nightshift.engine.action.Preview;
import nightshift.engine.action.Reversal;
import nightshift.engine.action.Risk;
import nightshift.engine.alert.Alert;
import nightshift.engine.contract.House;
import nightshift.engine.diagnosis.Diagnosis;
import nightshift.engine.diagnosis.Evidence;
import nightshift.engine.diagnosis.ProbeException;
import nightshift.engine.diagnosis.Reading;
import nightshift.engine.diagnosis.Target;
import nightshift.engine.plan.ApprovalRule;
import nightshift.engine.plan.PlaybookRef;
import nightshift.engine.plan.Rollback;
import nightshift.engine.plan.Terms;
import nightshift.engine.plan.Verify;
import nightshift.engine.playbook.Autonomy;
import nightshift.engine.playbook.Limits;
import nightshift.engine.playbook.Playbook;
import nightshift.engine.playbook.StepTemplate;
import nightshift.engine.playbook.Template;
import nightshift.engine.port.Probe;
import nightshift.engine.port.Resolver;

/** The things of the stage: actions, playbooks, a probe and a resolver. */
final class Props {

  final Prop memory =
      prop(
          "container.memory",
          "raise the memory limit of container \"web\" from 256.0 MiB to 512.0 MiB",
          List.of("it used 255.8 MiB when it was killed"),
          Risk.LOW,
          Reversal.by("puts the limit back to 256.0 MiB"),
          List.of("container web"));
  final Prop restart =
      prop(
          "container.restart",
          "restart container \"web\"",
          List.of(),
          Risk.LOW,
          Reversal.none("a restart is not something to take back"),
          List.of("container web"));
  final Prop files =
      prop(
          "temp.cleanup",
          "move 212 files older than 7 days out of /srv/pool/tmp, 31.4 MiB",
          List.of(
              "8.1 MiB /srv/pool/tmp/render-0412.mov",
              "4.0 MiB /srv/pool/tmp/upload.part",
              "2.2 MiB /srv/pool/tmp/cache-a91.bin",
              "1.9 MiB /srv/pool/tmp/cache-a92.bin",
              "and 208 smaller ones"),
          Risk.MEDIUM,
          Reversal.by("moves every file back with owner, mode and times"),
          IntStream.rangeClosed(1, 212)
              .mapToObj(i -> "/srv/pool/tmp/old-file-%03d.bin".formatted(i))
              .toList());
  final Prop volume =
      prop(
          "docker.volume.remove",
          "remove volume \"archive\", 12.3 GiB",
          List.of("no container uses it"),
          Risk.CRITICAL,
          Reversal.none("what is in a removed volume is gone"),
          List.of("volume archive"));
  final Prop failing =
      prop(
          "service.poke",
          "reload the proxy's configuration",
          List.of(),
          Risk.HIGH,
          Reversal.by("loads the former configuration"),
          List.of("service proxy"));

  volatile boolean healthy = true;

  private static Prop prop(
      String name,
      String sentence,
      List<String> details,
      Risk risk,
      Reversal reversal,
      List<String> objects) {
    return new Prop(
        name, new Preview(sentence, details, objects, 0, risk, reversal, Duration.ofSeconds(10)));
  }

  List<Prop> kinds() {
    return List.of(memory, restart, files, volume, failing);
  }

  List<Playbook> playbooks() {
    return List.of(
        playbook("containers", Autonomy.ASK, memory, restart),
        playbook("disk.pool-full", Autonomy.ASK, files),
        playbook("volumes", Autonomy.ASK, volume),
        playbook("proxy", Autonomy.ASK, failing),
        playbook("quick", Autonomy.AUTO, restart),
        playbook("announced", Autonomy.COUNTDOWN, restart),
        House.within(
            playbook("fragile", Autonomy.AUTO, restart),
            new Limits(Duration.ZERO, 1000, Duration.ofHours(1), 1)),
        playbook("careful", Autonomy.ASK, Optional.of(REASONED), memory));
  }

  // Anybody on call, with a reason.
  private static final ApprovalRule REASONED =
      House.rule(1).with(new Terms(1, true, false, Duration.ZERO, Duration.ZERO));

  private static Playbook playbook(String name, Autonomy autonomy, Prop... steps) {
    return playbook(name, autonomy, Optional.empty(), steps);
  }

  private static Playbook playbook(
      String name, Autonomy autonomy, Optional<ApprovalRule> approval, Prop... steps) {
    return new Playbook(
        new PlaybookRef(name, "c0ffee" + "0".repeat(58)),
        "",
        a -> name.equals(a.labels().get("playbook")) ? Optional.empty() : Optional.of("another"),
        Optional.empty(),
        Template.of(facts -> String.valueOf(facts.alert().labels().get("target"))),
        Duration.ZERO,
        List.of(),
        92,
        Optional.empty(),
        java.util.Arrays.stream(steps)
            .map(s ->
                new StepTemplate(
                    s.name(), facts -> Map.of("note", "by playbook"), Optional.empty(), false))
            .toList(),
        new Verify(
            "stage.healthy", null, null, Duration.ZERO, Duration.ofSeconds(2), Duration.ZERO),
        new Limits(Duration.ZERO, 1000, Duration.ofHours(1), 100),
        autonomy,
        approval,
        Rollback.NEVER);
  }

  Probe probe() {
    return new Probe() {
      @Override
      public String name() {
        return "stage.healthy";
      }

      @Override
      public Reading read(Target target) throws ProbeException {
        return new Reading(
            name(), target, healthy, null, Map.of(), Map.of(), List.of("running"), Instant.now());
      }
    };
  }

  Resolver resolver() {
    return new Resolver() {
      @Override
      public String kind() {
        return "container";
      }

      @Override
      public List<String> probes() {
        return List.of();
      }

      @Override
      public Diagnosis diagnose(
          Alert alert, Target target, List<Reading> readings, List<ProbeException> failures) {
        return new Diagnosis(
            "out_of_memory",
            "The kernel killed it: it needed more than its limit of 256.0 MiB, four times since 02:04.",
            List.of(
                new Evidence(
                    "container.logs",
                    List.of(
                        "02:14:01 WARN  heap at 97 % of 248 MiB",
                        "02:14:03 ERROR java.lang.OutOfMemoryError: Java heap space",
                        "02:14:03 INFO  shutting down <script>alert(1)</script>")),
                new Evidence(
                    "container.state", List.of("exit code 137, OOMKilled true, restarts 4"))),
            Map.of());
      }

      @Override
      public Optional<Verify> verify() {
        return Optional.empty();
      }
    };
  }
}
