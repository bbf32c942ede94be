package nightshift.config.playbook;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightshift.config.yaml.Cursor;
import nightshift.config.yaml.Scalars;
import nightshift.engine.action.Nearest;
import nightshift.engine.alert.Text;
import nightshift.engine.playbook.Condition;
import nightshift.engine.playbook.Facts;
import org.jspecify.annotations.Nullable;

/**
 * Compiles conditions written in CEL. They are type-checked here, have no side effects, and stop
 * after a bounded amount of work.
 */
final class CelConditions {

  private static final int MAX_EXPRESSION = 1_000;
  private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'.*");

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
      return checked(at, text, result.getAst());
    } catch (CelValidationException | CelEvaluationException e) {
      at.error("cannot be compiled: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<Condition> checked(Cursor at, String text, CelAbstractSyntaxTree ast)
      throws CelEvaluationException {
    List<Use> uses = uses(ast);
    for (Use use : uses) {
      if (use.root.equals("alert") && !Variables.ALERT.contains(use.key)) {
        at.errorInside(
            use.line,
            use.column,
            "unknown name \"" + use + "\"" + Nearest.hint(use.key, Variables.ALERT));
      }
    }
    if (!ast.getResultType().equals(SimpleType.BOOL)) {
      String type = ast.getResultType().name();
      at.error(
          "must be a yes-or-no question, but its answer is "
              + (type.equals("dyn") ? "of any type; compare it, such as x == true" : "a " + type));
    }
    return at.source().broken()
        ? Optional.empty()
        : Optional.of(new Compiled(text, CEL.createProgram(ast), uses));
  }

  /** A fact that a condition reads, and where its name begins. */
  private record Use(String root, String key, int line, int column) {
    @Override
    public String toString() {
      return root + "." + key;
    }
  }

  private static List<Use> uses(CelAbstractSyntaxTree ast) {
    return CelNavigableAst.fromAst(ast)
        .getRoot()
        .allNodes()
        .map(CelNavigableExpr::expr)
        .filter(e -> e.exprKind().getKind() == CelExpr.ExprKind.Kind.SELECT)
        .filter(e -> !e.select().testOnly())
        .filter(e -> e.select().operand().exprKind().getKind() == CelExpr.ExprKind.Kind.IDENT)
        .map(e -> use(ast, e.select()))
        .distinct()
        .toList();
  }

  private static Use use(CelAbstractSyntaxTree ast, CelExpr.CelSelect select) {
    Integer offset = ast.getSource().getPositionsMap().get(select.operand().id());
    Optional<CelSourceLocation> at =
        offset == null ? Optional.empty() : ast.getSource().getOffsetLocation(offset);
    return new Use(
        select.operand().ident().name(),
        select.field(),
        at.map(l -> l.getLine() - 1).orElse(0),
        at.map(CelSourceLocation::getColumn).orElse(0));
  }

  private static String readable(CelIssue issue) {
    String message = issue.getMessage();
    Matcher m = UNDECLARED.matcher(message);
    if (m.matches()) {
      return "unknown name \"" + m.group(1) + "\"" + Nearest.hint(m.group(1), Variables.ROOTS);
    }
    // What follows lists overloads or grammar tokens, and helps no author.
    return message.split(" \\(candidates:| expecting \\{", 2)[0];
  }

  private record Compiled(String source, CelRuntime.Program program, List<Use> uses)
      implements Condition {

    @Override
    public boolean holds(Facts facts) throws Unanswerable {
      Map<String, Object> values = Variables.of(facts);
      try {
        return program.eval(values) instanceof Boolean b && b;
      } catch (CelEvaluationException e) {
        throw new Unanswerable("cannot answer \"" + source + "\": " + why(values, e));
      }
    }

    private String why(Map<String, Object> values, CelEvaluationException e) {
      List<String> missing =
          uses.stream().filter(u -> value(values, u) == null).map(Use::toString).toList();
      if (!missing.isEmpty()) {
        return "this alert has no " + String.join(", ", missing);
      }
      List<String> found =
          uses.stream()
              .map(u -> u + " is \"" + Text.line(String.valueOf(value(values, u)), 60) + "\"")
              .toList();
      return found.isEmpty() ? String.valueOf(e.getMessage()) : String.join(", ", found);
    }

    private static @Nullable Object value(Map<String, Object> values, Use use) {
      return values.get(use.root) instanceof Map<?, ?> map ? map.get(use.key) : use;
    }
  }
}
