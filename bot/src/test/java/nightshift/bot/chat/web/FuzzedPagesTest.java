package nightshift.bot.chat.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import nightshift.engine.contract.Fuzz;
import nightshift.engine.plan.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever an alert says, a page shows it as text. */
class FuzzedPagesTest {

  private static final List<String> PIECES =
      List.of(
          "<zz onload=zz()>",
          "</zz>",
          "<zz",
          "\"><zz>",
          "'><zz>",
          "--><zz>",
          "</p></article><zz>",
          "]]><zz>",
          "&lt;zz&gt;",
          "&#60;zz&#62;",
          "\u0000<zz>",
          "<z\u0000z>",
          "<\u202ezz>",
          "{{<zz>}}",
          "javascript:zz()",
          "\" hx-get=\"/zz\"",
          "' onclick='zz()",
          "<zz>".repeat(100));

  @Test
  @Timeout(value = 180, unit = TimeUnit.SECONDS)
  void no_text_of_an_alert_becomes_markup() throws Exception {
    try (Stage stage = new Stage()) {
      WebClient alice = new WebClient(stage);
      alice.logIn(stage.logins.mint(Stage.ALICE));
      Fuzz.each(
          50,
          1_000,
          (i, random) -> {
            String title = Fuzz.mutated("<zz>Pool <zz> is full", random, PIECES);
            String message = Fuzz.mutated("A message\n<zz>of lines", random, PIECES);
            Plan plan = stage.alert("disk.pool-full", "disk:/srv/pool-" + i, title, message);
            String path = "/plans/" + plan.id().number();
            for (String page : List.of(path, path + "/card")) {
              var answer = alice.get(page);
              assertThat(answer.statusCode()).isEqualTo(200);
              assertThat(answer.body().toLowerCase())
                  .as(page + " of " + title)
                  .doesNotContain("<zz", "</zz", "\" hx-get=\"/zz", "' onclick='zz");
              assertThat(answer.body()).contains("class=\"why\"");
            }
          });
      assertThat(stage.props.files.runs()).isZero();
      assertThat(alice.get("/").body()).doesNotContain("<zz");
    }
  }
}
