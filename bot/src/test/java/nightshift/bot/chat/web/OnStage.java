package nightshift.bot.chat.web;

import java.nio.file.Path;
import nightshift.engine.plan.Plan;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** One browser for all tests of a class, and a fresh stage with somebody logged in for each. */
abstract class OnStage {

  @TempDir static Path temp;

  static Browser browser;
  Stage stage;

  @BeforeAll
  static void open() {
    browser = Browser.open(temp.resolve("profile"), false, 1280, 900);
  }

  @AfterAll
  static void quit() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void begin() {
    stage = new Stage();
    browser.shape(1280, 900);
    browser.logIn(stage, Stage.ALICE);
    browser.listening();
    browser.script("window.sameDocument = true");
  }

  @AfterEach
  void end() {
    stage.close();
  }

  static String card(Plan plan) {
    return "#plan-" + plan.id().number();
  }

  static double number(String js) {
    return ((Number) java.util.Objects.requireNonNull(browser.script(js))).doubleValue();
  }
}
