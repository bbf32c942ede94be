package nightshift.config.playbook;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightshift.config.yaml.Cursor;
import nightshift.config.yaml.Scalars;
import nightshift.engine.action.Nearest;
import nightshift.engine.playbook.Condition;
import nightshift.engine.playbook.Facts;

/**
 * Compiles conditions written in CEL. They are type-checked here, have no side effects, and stop
 * after a bounded amount of work.
 */
final class CelConditions {

  private static final int MAX_EXPRESSION = 1_000;
  private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'.*");
  private static final Pattern NO_KEY = Pattern.compile("key '([^']*)' is not present in map.*");

  private static final Cel CEL =
      CelFactory.standardCelBuilder()
          .setOptions(
              CelOptions.current()
                  .enableHeterogeneousNumericComparisons(true)
                  .maxExpressionCodePointSize(MAX_EXPRESSION)
                  .maxParseRecursionDepth(32)
                  .comprehensionMaxIterations(1_000)
                  .maxRegexProgramSize(1_000)
                  .build())
          .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
          .addVar("alert", MapType.create(SimpleType.STRING, SimpleType.STRING))
          .addVar("labels", MapType.create(SimpleType.STRING, SimpleType.STRING))
          .addVar("details", MapType.create(SimpleType.STRING, SimpleType.DYN))
          .addVar("facts", MapType.create(SimpleType.STRING, SimpleType.DYN))
          .addVar("cause", SimpleType.STRING)
          .build();

  private CelConditions() {}

  /** The condition here, or nothing after noting where in it the mistake is. */
  static Optional<Condition> read(Cursor at) {
    return Scalars.text(at).flatMap(text -> compile(at, text));
  }

  private static Optional<Condition> compile(Cursor at, String text) {
    if (text.length() > MAX_EXPRESSION) {
      at.error("a condition may have " + MAX_EXPRESSION + " characters at most");
      return Optional.empty();
    }
    CelValidationResult result = CEL.compile(text);
    for (CelIssue issue : result.getErrors()) {
      var where = issue.getSourceLocation();
      at.errorInside(
          Math.max(0, where.getLine() - 1), Math.max(0, where.getColumn()), readable(issue));
    }
    if (result.hasError()) {
      return Optional.empty();
    }
    try {
      CelAbstractSyntaxTree ast = result.getAst();
      if (!ast.getResultType().equals(SimpleType.BOOL)) {
        at.error(
            "must be a yes-or-no question, but its answer is of type "
                + ast.getResultType().name());
        return Optional.empty();
      }
      return Optional.of(new Compiled(text, CEL.createProgram(ast)));
    } catch (CelValidationException | CelEvaluationException e) {
      at.error("cannot be compiled: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static String readable(CelIssue issue) {
    String message = issue.getMessage();
    Matcher m = UNDECLARED.matcher(message);
    if (m.matches()) {
      return "unknown name \"" + m.group(1) + "\"" + Nearest.hint(m.group(1), Variables.ROOTS);
    }
    int candidates = message.indexOf(" (candidates:");
    return candidates < 0 ? message : message.substring(0, candidates);
  }

  private record Compiled(String source, CelRuntime.Program program) implements Condition {

    @Override
    public boolean holds(Facts facts) throws Unanswerable {
      try {
        return program.eval(Variables.of(facts)) instanceof Boolean b && b;
      } catch (CelEvaluationException e) {
        throw new Unanswerable("cannot answer \"" + source + "\": " + e.getMessage());
      }
    }
  }
}
