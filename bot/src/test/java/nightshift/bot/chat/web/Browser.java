package nightshift.bot.chat.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import nightshift.engine.contract.Await;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** A headless Chromium with a profile of its own. */
final class Browser implements AutoCloseable {

  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /**
   * Opens one.
   *
   * @param profile an empty folder
   */
  static Browser open(Path profile, boolean dark, int width, int height) {
    boolean present = Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
    if (!"required".equals(System.getProperty("nightshift.browser"))) {
      Assumptions.assumeTrue(
          present, "no Chromium here; -Dnightshift.browser=required makes this a failure");
    }
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars",
        "--user-data-dir=" + profile);
    options.setCapability("goog:loggingPrefs", Map.of("browser", "ALL"));
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(DRIVER.toFile())
            .usingAnyFreePort()
            .build();
    Browser browser = new Browser(new ChromeDriver(service, options));
    browser.shape(width, height);
    browser.colours(dark);
    return browser;
  }

  /** The size of the window's content, exactly, in CSS pixels. */
  void shape(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
  }

  void colours(boolean dark) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
  }

  /** Waits until every picture of the page is there, in these colours. */
  void pictured(boolean dark) {
    Await.until(
        Stage.SOON,
        () ->
            Boolean.TRUE.equals(
                script(
                    "return document.images.length > 0 && [...document.images].every(i => i.complete && i.naturalWidth > 0"
                        + " && i.currentSrc.endsWith('colours="
                        + (dark ? "dark" : "light")
                        + "'))")));
  }

  ChromeDriver driver() {
    return driver;
  }

  void go(Stage stage, String path) {
    driver.get(stage.at(path).toString());
  }

  /** Logs in as a person would: opens the link, presses the button. */
  void logIn(Stage stage, nightshift.engine.policy.Person person) {
    go(stage, stage.logins.mint(person));
    press("form button");
    see("#feed");
  }

  /** Waits for an element to be there. */
  WebElement see(String css) {
    Await.until(Stage.SOON, () -> !driver.findElements(By.cssSelector(css)).isEmpty());
    return driver.findElement(By.cssSelector(css));
  }

  /** Waits until the text of an element has this in it. */
  void read(String css, String text) {
    Await.until(
        Stage.SOON,
        () -> attempt(() -> driver.findElement(By.cssSelector(css)).getText().contains(text)));
  }

  /** Presses as soon as it can be pressed. */
  void press(String css) {
    Await.until(
        Stage.SOON,
        () ->
            attempt(() -> {
              driver.findElement(By.cssSelector(css)).click();
              return true;
            }));
  }

  /** Whether the page listens for changes. */
  void listening() {
    Await.until(
        Stage.SOON,
        () ->
            Boolean.TRUE.equals(
                script(
                    "return document.body['htmx-internal-data']?.sseEventSource?.readyState === 1")));
  }

  Object script(String js, Object... args) {
    return driver.executeScript(js, args);
  }

  /** A picture of what is on the screen. */
  void picture(Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.write(to, driver.getScreenshotAs(OutputType.BYTES));
  }

  /** A picture of one element alone. */
  void pictureOf(String css, Path to) throws IOException {
    Files.write(to, see(css).getScreenshotAs(OutputType.BYTES));
  }

  /** What the browser complained about. */
  List<String> complaints() {
    return driver.manage().logs().get("browser").getAll().stream()
        .filter(e -> e.getLevel().intValue() >= java.util.logging.Level.SEVERE.intValue())
        .map(e -> e.getMessage())
        .toList();
  }

  private static boolean attempt(java.util.function.BooleanSupplier what) {
    try {
      return what.getAsBoolean();
    } catch (WebDriverException e) {
      return false;
    }
  }

  @Override
  public void close() {
    driver.quit();
  }
}
