package nightshift.bot.chat.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import nightshift.engine.plan.Plan;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** How it looks on a phone, in the dark, and with the worst text that strangers can send. */
class LooksTest extends OnStage {

  @Test
  void on_a_phone_everything_is_large_enough_to_press_and_the_actions_stay_in_sight() {
    browser.shape(390, 844);
    Plan plan = stage.waiting();
    browser.see(card(plan));

    Object small =
        browser.script(
            """
            return [...document.querySelectorAll('button, a.button, a.chip, .top a, .top button')]
              .filter(b => b.offsetParent && !b.classList.contains('skip'))
              .map(b => [b.textContent.trim(), b.getBoundingClientRect()])
              .filter(([, r]) => r.height < 44 || r.width < 44)
              .map(([t, r]) => t + ' ' + r.width + 'x' + r.height)\
            """);
    assertThat((List<?>) small).isEmpty();
    assertThat(number("return document.documentElement.scrollWidth")).isLessThanOrEqualTo(390);
    browser.shape(390, 600);
    browser.script("document.querySelector('#plan-1').scrollIntoView()");
    assertThat(number("return document.querySelector('#approve-1').getBoundingClientRect().bottom"))
        .isLessThanOrEqualTo(600);
  }

  @Test
  void colours_follow_the_system_until_somebody_chooses() {
    browser.colours(true);
    assertThat(ground()).isEqualTo("rgb(15, 19, 32)");
    browser.colours(false);
    assertThat(ground()).isEqualTo("rgb(244, 245, 249)");
    browser.press(".theme button");
    browser.see("html[data-theme=light]");
    browser.press(".theme button");
    browser.see("html[data-theme=dark]");
    assertThat(ground()).isEqualTo("rgb(15, 19, 32)");
    browser.press(".theme button");
    browser.see("html[data-theme=auto]");
  }

  @Test
  void the_reports_picture_follows_the_system_until_somebody_chooses() {
    browser.colours(false);
    browser.go(stage, "/report");
    browser.pictured(false);
    browser.colours(true);
    browser.pictured(true);
    browser.press(".theme button");
    browser.see("html[data-theme=light]");
    browser.pictured(false);
  }

  @Test
  void hostile_text_is_shown_as_text_and_nothing_runs() {
    String evil =
        "<script>window.pwned=1</script><img src=x onerror=window.pwned=1> @everyone \u202Eevil\u202C \"'>"
            + "<a href=javascript:window.pwned=1>x</a> ";
    Plan plan = stage.alert("containers", "container:web", evil, evil + "A".repeat(10_000));

    browser.read(card(plan), "<script>window.pwned=1</script>");
    browser.shape(390, 844);
    browser.go(stage, "/plans/" + plan.id().number());
    browser.read("#evidence", "<img src=x onerror=window.pwned=1> @everyone");
    browser.go(stage, "/history?q=" + "%3Cscript%3E");
    browser.read("table", "<script>window.pwned=1</script>");

    assertThat(browser.script("return window.pwned === undefined")).isEqualTo(true);
    assertThat(browser.driver().findElements(By.cssSelector("main script, main img"))).isEmpty();
    assertThat(number("return document.documentElement.scrollWidth")).isLessThanOrEqualTo(390);
  }

  private static String ground() {
    return String.valueOf(
        browser.script("return getComputedStyle(document.documentElement).backgroundColor"));
  }
}
