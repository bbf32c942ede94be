package nightshift.bot.cli;

import java.time.InstantSource;
import java.util.Set;
import nightshift.engine.action.Nearest;
import nightshift.engine.port.Pacer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** The tree of all commands, and what becomes of their mistakes. */
public final class Nightshift {

  private Nightshift() {}

  /**
   * Runs one command line.
   *
   * @param house what the commands need that run in this process instead of asking a server
   * @return the exit code
   */
  public static int run(
      Terminal terminal, InstantSource clock, Pacer pacer, House house, String... args) {
    CommandLine root =
        group("nightshift", "a bot that repairs what it may, and asks before the rest");
    root.addSubcommand(new Serve(terminal, house));
    root.addSubcommand(new DemoCommand(terminal, house, clock));
    root.addSubcommand(new Check(terminal, house));
    root.addSubcommand(
        group(
            "schema",
            "JSON Schemas, by which an editor completes and checks files",
            new SchemaOf.Config(terminal),
            new SchemaOf.Playbook(terminal, house)));
    root.addSubcommand(doctor(terminal, house));
    root.addSubcommand(new BenchCommand(terminal, clock, pacer));
    root.addSubcommand(plan(terminal, clock, pacer));
    root.addSubcommand(
        group("alert", "alerts for testing and for scripts", new AlertSend(terminal)));
    root.addSubcommand(
        group(
            "playbook",
            "look at playbooks and try them out",
            new PlaybookList(terminal, house),
            new PlaybookTestCommand(terminal, house, clock),
            new PlaybookExplain(terminal, house, clock)));
    root.addSubcommand(new History(terminal, clock));
    root.addSubcommand(new Stats(terminal)).addSubcommand(new ReportCommand(terminal));
    root.addSubcommand(new Playbooks(terminal));
    root.addSubcommand(
        group(
            "audit",
            "the log of everything that happened",
            new AuditVerify(terminal, house),
            new AuditExport(terminal)));
    root.addSubcommand(new Brake.Pause(terminal)).addSubcommand(new Brake.Resume(terminal));
    root.addSubcommand(new ReloadCommand(terminal));
    root.addSubcommand(
        group("breaker", "playbooks that failed too often", new BreakerClose(terminal)));
    root.addSubcommand(new Login(terminal)).addSubcommand(new Version(terminal));
    return execute(root, terminal, args);
  }

  private static CommandLine plan(Terminal terminal, InstantSource clock, Pacer pacer) {
    return group(
        "plan",
        "look at plans and decide them",
        new PlanList(terminal, clock),
        new PlanShow(terminal, clock),
        new PlanApprove(terminal, pacer),
        new PlanReject(terminal),
        new PlanAgain.Undo(terminal),
        new PlanAgain.Retry(terminal),
        new PlanSettle(terminal));
  }

  private static CommandLine doctor(Terminal terminal, House house) {
    CommandLine doctor =
        group("doctor", "look whether something outside is set up as it should be");
    house.checkups().forEach(c -> doctor.addSubcommand(Doctor.of(terminal, house, c)));
    return doctor;
  }

  @Command
  private static final class Group {}

  private static CommandLine group(String name, String description, Object... commands) {
    CommandLine group = new CommandLine(CommandSpec.forAnnotatedObject(new Group()));
    group.getCommandSpec().name(name).usageMessage().description(description);
    for (Object command : commands) {
      group.addSubcommand(command);
    }
    return group;
  }

  private static int execute(CommandLine root, Terminal terminal, String... args) {
    helpEverywhere(root);
    root.setOut(terminal.out()).setErr(terminal.err());
    root.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            terminal.person() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
    root.setUsageHelpWidth(Printing.WIDTH);
    root.setParameterExceptionHandler((wrong, given) -> usage(wrong, terminal));
    root.setExecutionExceptionHandler((thrown, command, parsed) -> failed(thrown, terminal));
    int code = root.execute(args);
    terminal.out().flush();
    terminal.err().flush();
    return code;
  }

  private static void helpEverywhere(CommandLine command) {
    command.getCommandSpec().mixinStandardHelpOptions(true);
    command.getSubcommands().values().forEach(Nightshift::helpEverywhere);
  }

  private static int usage(CommandLine.ParameterException wrong, Terminal terminal) {
    CommandLine at = wrong.getCommandLine();
    String command = at.getCommandSpec().qualifiedName();
    terminal.err().println("nightshift: " + Printing.line(said(wrong, at)));
    terminal.err().println("nightshift: \"" + command + " --help\" shows how to write it");
    return Exit.USAGE.code();
  }

  /** Groups do nothing by themselves: without a command that they have, they name those. */
  private static String said(CommandLine.ParameterException wrong, CommandLine at) {
    Set<String> known = at.getSubcommands().keySet();
    String name = at.getCommandSpec().qualifiedName();
    if (!(at.getCommand() instanceof Group)) {
      return String.valueOf(wrong.getMessage());
    }
    if (!(wrong instanceof CommandLine.UnmatchedArgumentException unmatched)) {
      return "say which: " + name + " " + String.join(" | ", known);
    }
    String word = unmatched.getUnmatched().getFirst();
    return word.startsWith("-")
        ? String.valueOf(wrong.getMessage())
        : "there is no command \"" + name + " " + word + "\"" + Nearest.hint(word, known);
  }

  private static int failed(Exception thrown, Terminal terminal) {
    if (thrown instanceof CommandFailed failed) {
      terminal.err().println("nightshift: " + Printing.line(String.valueOf(failed.getMessage())));
      return failed.exit().code();
    }
    terminal
        .err()
        .println(
            "nightshift: something unexpected happened, please report it: "
                + Printing.line(thrown.toString()));
    return Exit.FAILED.code();
  }
}
