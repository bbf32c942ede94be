package nightshift.bot.chat.web;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser without scripts: pages, forms and one cookie. */
final class WebClient {

  private final HttpClient http = HttpClient.newHttpClient();
  private final Stage stage;
  String cookie = "";

  WebClient(Stage stage) {
    this.stage = stage;
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path).GET().build());
  }

  HttpResponse<String> post(String path, Map<String, String> form)
      throws IOException, InterruptedException {
    return post(path, form, Map.of());
  }

  HttpResponse<String> post(String path, Map<String, String> form, Map<String, String> headers)
      throws IOException, InterruptedException {
    String body =
        form.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return send(request.build());
  }

  /** Uses a one-time link as the page's button does. */
  HttpResponse<String> logIn(String link) throws IOException, InterruptedException {
    HttpResponse<String> response =
        post("/login", Map.of("code", link.substring(link.indexOf('=') + 1)));
    response
        .headers()
        .firstValue("Set-Cookie")
        .ifPresent(c -> cookie = c.substring(0, c.indexOf(';')));
    return response;
  }

  /** The hidden fields of the form with this action, as rendered on a page. */
  static Map<String, String> form(String html, String action) {
    int start = html.indexOf("action=\"" + action + "\"");
    if (start < 0) {
      throw new AssertionError("no form for " + action + " in: " + html);
    }
    Matcher m =
        Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">")
            .matcher(html.substring(start, html.indexOf("</form>", start)));
    Map<String, String> fields = new LinkedHashMap<>();
    while (m.find()) {
      fields.put(m.group(1), m.group(2));
    }
    return fields;
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(stage.at(path));
    return cookie.isEmpty() ? request : request.header("Cookie", cookie);
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, BodyHandlers.ofString());
  }
}
