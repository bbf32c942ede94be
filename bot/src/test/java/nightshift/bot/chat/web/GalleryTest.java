package nightshift.bot.chat.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import nightshift.engine.contract.Await;
import nightshift.engine.learn.Lesson;
import nightshift.engine.learn.Outcome;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanEvent;
import nightshift.engine.plan.PlanState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Walks every page in both colours and sizes. With {@code -Dnightshift.gallery=DIR} it keeps
 * pictures.
 */
class GalleryTest {

  @TempDir Path temp;

  @Test
  void no_page_scrolls_sideways_or_upsets_the_browser() throws Exception {
    try (Stage stage = new Stage();
        Browser browser = Browser.open(temp.resolve("profile"), false, 390, 844)) {
      browser.go(stage, "/");
      shoot(browser, "login-needed");
      browser.go(stage, stage.logins.mint(Stage.ALICE));
      shoot(browser, "login");
      browser.logIn(stage, Stage.ALICE);
      browser.listening();
      shoot(browser, "empty");
      CountDownLatch curtain = populate(stage);
      for (String path :
          List.of(
              "/",
              "/?show=waiting",
              "/plans/1",
              "/plans/2",
              "/plans/5",
              "/plans/6",
              "/history",
              "/plans/6/reject",
              "/plans/7/approve",
              "/pause?form",
              "/history?q=nothing",
              "/report",
              "/report?days=90")) {
        browser.go(stage, path);
        browser.listening();
        shoot(
            browser,
            path.equals("/") ? "channel" : path.substring(1).replaceAll("[^a-z0-9]+", "-"));
      }
      browser.go(stage, "/");
      browser.listening();
      browser.press("#reject-6");
      browser.see("dialog[open] textarea");
      shoot(browser, "dialog");
      portrait(stage, browser);
      browser.go(stage, "/");
      browser.see("#plan-7");
      browser.script("document.querySelector('#plan-7').scrollIntoView()");
      shoot(browser, "dialog-not-sticky");
      curtain.countDown();
      assertThat(browser.complaints()).filteredOn(c -> !c.contains("401")).isEmpty();
    }
  }

  /** The waiting card as the README shows it. */
  private static void portrait(Stage stage, Browser browser) throws Exception {
    String dir = System.getProperty("nightshift.gallery");
    if (dir != null) {
      browser.go(stage, "/?show=waiting");
      browser.colours(false);
      browser.shape(860, 2600);
      browser.see("#plan-6");
      browser.pictureOf("#plan-6", Path.of(dir, "card.png"));
    }
  }

  private void shoot(Browser browser, String name) throws Exception {
    for (int width : List.of(390, 1280)) {
      browser.shape(width, width == 390 ? 844 : 900);
      for (boolean dark : List.of(false, true)) {
        browser.colours(dark);
        Object wide =
            // Not window.innerWidth: on a phone that grows with a page that is too wide.
            browser.script("return document.documentElement.scrollWidth");
        assertThat(((Number) wide).intValue()).as(name).isLessThanOrEqualTo(width);
        String dir = System.getProperty("nightshift.gallery");
        if (dir != null) {
          String file = name + "-" + width + (dark ? "-dark" : "-light") + ".png";
          int screen = width == 390 ? 844 : 900;
          long all =
              ((Number) browser.script("return document.documentElement.scrollHeight")).longValue();
          browser.shape(width, name.startsWith("dialog") ? screen : (int) Math.min(all, 1500));
          browser.pictured(dark);
          browser.picture(Path.of(dir, file));
          browser.shape(width, screen);
        }
      }
    }
  }

  /** Plans in every state that people see. Returns what ends the one that runs. */
  private static CountDownLatch populate(Stage stage) {
    Plan fixed = stage.waiting();
    decide(stage, fixed, true);
    stage.await(fixed.id(), PlanState.RESOLVED);
    Plan rejected = stage.waiting();
    decide(stage, rejected, false);
    Plan relapsed = stage.alert("quick", "container:cache", "Container cache is unhealthy", "");
    stage.await(relapsed.id(), PlanState.RESOLVED);
    stage.ledger.write(tx -> {
      tx.learn(relapsed.id(), Lesson.of(Outcome.RELAPSED, stage.now()));
      return true;
    });
    stage.props.healthy = false;
    Plan failed = stage.alert("proxy", "service:proxy", "Proxy answers 502", "on 40 % of requests");
    decide(stage, failed, true);
    stage.await(failed.id(), PlanState.FAILED);
    stage.props.healthy = true;
    Plan doubtful = stage.alert("quick", "container:db", "Container db is unhealthy", "");
    stage.await(doubtful.id(), PlanState.RESOLVED);
    stage.waiting();
    stage.alert("volumes", "volume:archive", "Backups disk is 96 % full", "");
    CountDownLatch curtain = stage.props.files.hold();
    Plan running =
        stage.alert(
            "disk.pool-full", "disk:/srv/pool", "Pool is 93 % full", "/srv/pool has 1.4 GiB left");
    decide(stage, running, true);
    stage.await(running.id(), PlanState.EXECUTING);
    CountDownLatch lost = stage.props.files.hold();
    Plan inDoubt = stage.alert("disk.pool-full", "disk:/srv/media", "Media is 95 % full", "");
    decide(stage, inDoubt, true);
    stage.await(inDoubt.id(), PlanState.EXECUTING);
    stage.ledger.write(tx ->
        tx.apply(
            stage.plan(inDoubt.id()),
            new PlanEvent.Lost(stage.now(), "the process that ran step 1 is gone"),
            "nightshift"));
    Await.until(Stage.SOON, () -> stage.plan(inDoubt.id()).state() == PlanState.IN_DOUBT);
    lost.countDown();
    return curtain;
  }

  private static void decide(Stage stage, Plan plan, boolean yes) {
    var choice =
        yes
            ? nightshift.engine.policy.Vote.Choice.APPROVE
            : nightshift.engine.policy.Vote.Choice.REJECT;
    var voter = new Visitor(new Session("alice", stage.now()), Stage.ALICE).voter();
    stage
        .engine()
        .inbox()
        .decide(
            plan.id(),
            1,
            plan.draft().digest(),
            choice,
            voter,
            RandomIds.next(),
            yes ? "" : "Deploy is under way; I am on it");
  }
}
