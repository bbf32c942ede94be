package nightshift.bot.chat.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import nightshift.engine.contract.Await;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanId;
import nightshift.engine.plan.PlanState;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** What people do, in a real browser, with the real engine. */
class BrowserTest extends OnStage {

  @Test
  void a_new_card_appears_without_a_reload_and_is_announced() {
    Plan plan = stage.waiting();

    browser.read(card(plan), "Raise the memory limit");
    Await.until(Stage.SOON, () -> announced().contains("Raise the memory limit"));
    assertThat(browser.driver().getTitle()).startsWith("(1)");
    nothingWasReloaded();
  }

  @Test
  void one_press_approves_and_the_card_follows_the_work_live() {
    Plan plan = stage.waiting();
    CountDownLatch curtain = stage.props.memory.hold();

    browser.press("#approve-" + plan.id().number());

    browser.see(card(plan) + "[data-state=executing]");
    browser.read(card(plan), "Approved by alice");
    curtain.countDown();
    browser.see(card(plan) + "[data-state=resolved]");
    assertThat(stage.props.memory.runs()).isEqualTo(1);
    assertThat(stage.props.restart.runs()).isEqualTo(1);
    nothingWasReloaded();
  }

  @Test
  void a_rejection_asks_for_the_reason_and_runs_nothing() {
    Plan plan = stage.waiting();

    browser.press("#reject-" + plan.id().number());
    WebElement reason = browser.see("dialog[open] textarea");
    browser.press("dialog[open] button[type=submit]");
    assertThat(stage.plan(plan.id()).state()).isEqualTo(PlanState.AWAITING_APPROVAL);
    reason.sendKeys("I am on it <b>myself</b>");
    browser.press("dialog[open] button[type=submit]");

    browser.see(card(plan) + "[data-state=rejected]");
    browser.read(card(plan), "I am on it <b>myself</b>");
    assertThat(browser.driver().findElements(By.cssSelector("dialog[open]"))).isEmpty();
    assertThat(stage.props.memory.runs()).isZero();
    nothingWasReloaded();
  }

  @Test
  void undo_draws_up_a_new_plan_and_shows_it() {
    Plan plan = resolved();

    browser.press("#undo-" + plan.id().number());
    browser.read("#toasts", "Undo is plan #2");
    PlanId undo = new PlanId(2);
    browser.press("#approve-2");

    browser.see("#plan-2[data-state=resolved]");
    assertThat(stage.plan(undo).draft().parent()).isEqualTo(plan.id());
    assertThat(stage.props.memory.undos()).isEqualTo(1);
    assertThat(browser.driver().findElements(By.id("undo-1"))).isEmpty();
    nothingWasReloaded();
  }

  @Test
  void a_critical_plan_runs_only_once_its_targets_name_was_typed() {
    Plan plan = stage.alert("volumes", "volume:archive", "Backups disk is 96 % full", "");

    browser.press("#approve-" + plan.id().number());
    browser.see("dialog[open] #confirm").sendKeys("archiv");
    browser.press("dialog[open] button[type=submit]");
    browser.read("dialog[open] .problem", "type archive exactly");
    assertThat(stage.props.volume.runs()).isZero();
    browser.see("dialog[open] #confirm").sendKeys("archive");
    browser.press("dialog[open] button[type=submit]");

    browser.see(card(plan) + "[data-state=resolved]");
    assertThat(stage.props.volume.runs()).isEqualTo(1);
  }

  @Test
  void the_keyboard_alone_is_enough_to_approve() {
    Plan plan = stage.waiting();
    browser.see("#approve-" + plan.id().number());
    Await.until(
        Stage.SOON, () -> browser.driver().findElements(By.cssSelector("#feed.moved")).isEmpty());
    browser.script("document.activeElement.blur()");
    for (int i = 0; i < 40 && !focused().equals("approve-" + plan.id().number()); i++) {
      new Actions(browser.driver()).sendKeys(Keys.TAB).perform();
    }
    assertThat(focused()).isEqualTo("approve-" + plan.id().number());
    assertThat(
            String.valueOf(
                browser.script("return getComputedStyle(document.activeElement).outlineStyle")))
        .isEqualTo("solid");

    new Actions(browser.driver()).sendKeys(Keys.ENTER).perform();

    browser.see(card(plan) + "[data-state=resolved]");
    assertThat(stage.props.memory.runs()).isEqualTo(1);
  }

  @Test
  void details_show_the_evidence_the_objects_and_the_audit() {
    Plan plan = stage.alert("disk.pool-full", "disk:/srv/pool", "Pool is 93 % full", "");
    browser.go(stage, "/plans/" + plan.id().number());
    browser.listening();

    browser.press("#objects-1-1 summary");
    browser.read("#objects-1-1", "The first 200:");
    browser.read("#steps", "/srv/pool/tmp/old-file-200.bin");
    assertThat(browser.see("#steps").getText()).doesNotContain("old-file-201");
    browser.press("#approve-1");
    browser.see("#plan-1[data-state=resolved]");
    browser.read("#thread", "Verified");
    // What was open stays open when the page is drawn anew.
    assertThat(browser.script("return document.querySelector('#objects-1-1').open"))
        .isEqualTo(true);
  }

  @Test
  void a_pause_is_seen_by_everybody_and_can_be_lifted() {
    browser.press("a.pause");
    browser.see("dialog[open] #pause-reason").sendKeys("storage is being moved");
    browser.press("dialog[open] button[type=submit]");
    browser.read("#pause", "storage is being moved");

    browser.press("#pause button");

    Await.until(
        Stage.SOON, () -> !browser.driver().getPageSource().contains("storage is being moved"));
    assertThat(stage.pause()).isEmpty();
  }

  @Test
  void somebody_who_may_not_decide_sees_who_may_and_no_buttons() {
    Plan plan = stage.waiting();
    browser.logIn(stage, Stage.BOB);

    browser.read(card(plan), "only 1 of oncall may decide this plan");
    assertThat(browser.driver().findElements(By.id("approve-1"))).isEmpty();
  }

  private Plan resolved() {
    Plan plan = stage.waiting();
    browser.press("#approve-" + plan.id().number());
    browser.see(card(plan) + "[data-state=resolved]");
    return plan;
  }

  private static String announced() {
    return String.valueOf(browser.script("return document.querySelector('#say').textContent"));
  }

  private static String focused() {
    return String.valueOf(browser.script("return document.activeElement.id"));
  }

  private static void nothingWasReloaded() {
    assertThat(browser.script("return window.sameDocument === true")).isEqualTo(true);
  }
}
