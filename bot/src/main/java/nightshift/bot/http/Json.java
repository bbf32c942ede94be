package nightshift.bot.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import nightshift.engine.alert.Text;

/** JSON as strangers send it: strict UTF-8, no duplicate keys, shallow, and nothing behind it. */
public final class Json {

  /** Deepest nesting that is read. */
  public static final int DEEPEST = 32;

  /** Writes and reads; strict about what it reads. */
  public static final ObjectMapper MAPPER = mapper();

  // Advice for programmers, at the end of what the library says.
  private static final Pattern ASIDES =
      Pattern.compile(" \\((?:start marker|not recog)|: (?:maybe|enable) ");

  private Json() {}

  /**
   * Reads one document.
   *
   * @throws Problem 400 that says where it is malformed
   */
  public static JsonNode read(byte[] body) {
    String text = decode(body);
    if (text.isBlank()) {
      throw Problem.badRequest("the body is empty; JSON was expected");
    }
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw Problem.badRequest("the body is not good JSON: " + where(e));
    }
  }

  /** Writes one document. */
  public static byte[] write(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("writing JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static String decode(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw Problem.badRequest("the body is not UTF-8");
    }
  }

  private static String where(JsonProcessingException e) {
    String said = Text.line(words(e), 200);
    return e.getLocation() == null
        ? said
        : "line %d, column %d: %s"
            .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr(), said);
  }

  // The library's own words name its classes and switches where these are about more than a sign.
  private static String words(JsonProcessingException e) {
    return switch (e) {
      case MismatchedInputException _ -> "something follows the document";
      case StreamConstraintsException _ ->
          "nested more than %d deep, or a name or a number is too long".formatted(DEEPEST);
      default -> sign(e.getOriginalMessage());
    };
  }

  private static String sign(String said) {
    String bare = ASIDES.split(said, 2)[0];
    return bare.contains("Feature") || bare.contains("`") ? "not a sign of JSON" : bare;
  }

  private static ObjectMapper mapper() {
    JsonFactory factory =
        JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(100)
                    .maxNameLength(1_000)
                    .build())
            .build();
    return JsonMapper.builder(factory)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build();
  }
}
