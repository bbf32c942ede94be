package nightshift.bot.host.docker;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import nightshift.engine.alert.Text;

/**
 * Which containers may be touched: well-formed names on the allow-list that are not protected.
 * Protection wins. An empty allow-list allows nobody.
 */
final class AllowedNames {

  // Docker's own rule for names, with its length bounded.
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}");

  private final List<Pattern> allowed;
  private final List<Pattern> protectedOnes;

  /**
   * @param allow globs with {@code *} and {@code ?}
   * @param protect globs of names that stay untouched even when allowed
   */
  AllowedNames(List<String> allow, List<String> protect) {
    allowed = allow.stream().map(AllowedNames::glob).toList();
    protectedOnes = protect.stream().map(AllowedNames::glob).toList();
  }

  /** Why this container may not be touched, in one line; empty when it may. */
  Optional<String> refusal(String name) {
    String shown = "container \"" + Text.line(name, 60) + "\"";
    if (!NAME.matcher(name).matches()) {
      return Optional.of(shown + ": this is not a container name");
    }
    if (protectedOnes.stream().anyMatch(p -> p.matcher(name).matches())) {
      return Optional.of(shown + " is protected by docker.protect in the configuration");
    }
    if (allowed.isEmpty()) {
      return Optional.of(shown + ": no container is allowed; name some under docker.containers");
    }
    if (allowed.stream().noneMatch(p -> p.matcher(name).matches())) {
      return Optional.of(shown + " is not allowed; add it to docker.containers to change that");
    }
    return Optional.empty();
  }

  /** Whether this container may be touched. */
  boolean allows(String name) {
    return refusal(name).isEmpty();
  }

  /** Whether nothing at all is allowed. */
  boolean nobody() {
    return allowed.isEmpty();
  }

  private static Pattern glob(String text) {
    StringBuilder regex = new StringBuilder();
    text.codePoints()
        .forEach(c ->
            regex.append(
                switch (c) {
                  // Possessive-free but safe: names are at most 128 characters long.
                  case '*' -> ".*";
                  case '?' -> ".";
                  default -> Pattern.quote(Character.toString(c));
                }));
    return Pattern.compile(regex.toString());
  }
}
