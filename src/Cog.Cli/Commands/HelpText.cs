using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Cog.Cli.Commands;

/// <summary><c>--help</c>: usage, arguments and options, in lines that fit the terminal.</summary>
internal sealed class HelpText : SynchronousCommandLineAction
{
    private const int LargestWidth = 100, // Longer lines are hard to read.
        LeastWidth = 30,
        Indent = 2,
        WidestName = 28;

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <summary>Puts it in the place of the library's own.</summary>
    public static void Use(RootCommand root)
    {
        root.Options.Remove(root.Options.OfType<HelpOption>().Single()); // It has names that are paths, /h.
        root.Options.Add(new HelpOption("--help", "-h") { Action = new HelpText() });
    }

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        TextWriter output = parseResult.InvocationConfiguration.Output;
        Write(output, parseResult.CommandResult.Command, WidthOf(output));
        return ExitCode.Success;
    }

    /// <summary>Writes the help of a command.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="command">Which.</param>
    /// <param name="width">Columns of a line.</param>
    public static void Write(TextWriter output, Command command, int width)
    {
        foreach (string paragraph in (command.Description ?? "").Split('\n'))
        {
            WriteWrapped(output, paragraph, 0, width);
        }

        output.WriteLine();
        output.WriteLine("Usage:");
        WriteWrapped(output, UsageOf(command), Indent, width, hanging: Indent + 2);

        WriteRows(
            output,
            "Commands",
            [.. command.Subcommands.Where(c => !c.Hidden).Select(c => (c.Name, FirstSentence(c.Description)))],
            width
        );
        WriteRows(output, "Arguments", [.. command.Arguments.Select(a => ($"<{a.Name}>", a.Description ?? ""))], width);
        Option[] options = [.. command.Options.Where(o => !o.Hidden)];
        WriteRows(output, "Options", [.. options.Select(o => (NameOf(o), DescriptionOf(o)))], width);
        if (command is RootCommand)
        {
            output.WriteLine();
            WriteWrapped(output, "'cog COMMAND --help' tells more of a command.", 0, width);
        }
    }

    private static string UsageOf(Command command)
    {
        IEnumerable<string> arguments = command.Arguments.Select(a =>
            (a.Arity.MinimumNumberOfValues, a.Arity.MaximumNumberOfValues > 1) switch
            {
                (0, true) => $"[<{a.Name}>…]",
                (0, false) => $"[<{a.Name}>]",
                (_, true) => $"<{a.Name}>…",
                _ => $"<{a.Name}>",
            }
        );
        IEnumerable<string> required = command.Options.Where(o => o.Required).Select(NameOf);
        return string.Join(
            ' ',
            [PathOf(command), .. command.Subcommands.Any() ? ["COMMAND"] : (string[])[], .. arguments, .. required, "[options]"]
        );
    }

    /// <summary>
    /// What is typed to call a command, as <c>cog completion install</c>. The program is cog, whatever its file is called.
    /// </summary>
    public static string PathOf(Command command) =>
        command is not RootCommand && command.Parents.OfType<Command>().FirstOrDefault() is { } parent
            ? $"{PathOf(parent)} {command.Name}"
            : "cog";

    private static string NameOf(Option option)
    {
        string[] names = [.. option.Aliases.Append(option.Name).OrderBy(n => n.Length)];
        bool isFlag = option.ValueType == typeof(bool) || option.ValueType == typeof(void) || option.Arity.MaximumNumberOfValues == 0;
        string value = isFlag ? "" : $" <{option.HelpName ?? option.Name.TrimStart('-')}>";
        return string.Join(", ", names) + value;
    }

    private static string DescriptionOf(Option option)
    {
        string text = option is HelpOption ? "Show this help." : option.Description ?? "";
        if (option is VersionOption)
        {
            text = "Show the version, and the instruction sets it was built for.";
        }

        string? absent = option.HasDefaultValue ? Convert.ToString(option.GetDefaultValue(), CultureInfo.InvariantCulture) : null;
        return string.IsNullOrEmpty(absent) || option.ValueType == typeof(bool) ? text : $"{text} Default: {absent}.";
    }

    // What it is; the rest is told by its own help.
    private static string FirstSentence(string? text)
    {
        text ??= "";
        int end = text.IndexOf(". ", StringComparison.Ordinal),
            line = text.IndexOf('\n', StringComparison.Ordinal);
        end = end < 0 ? text.Length : end + 1;
        return text[..(line < 0 ? end : Math.Min(end, line))].Trim();
    }

    private static void WriteRows(TextWriter output, string title, (string Name, string Text)[] rows, int width)
    {
        if (rows.Length == 0)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine($"{title}:");
        // In a narrow terminal, or beside a long name, the text stands below the name.
        int column = Indent + Math.Min(width < 80 ? 16 : WidestName, rows.Max(r => r.Name.Length)) + 2;
        foreach ((string name, string text) in rows)
        {
            output.Write(new string(' ', Indent) + name);
            if (Indent + name.Length + 2 > column)
            {
                output.WriteLine();
                WriteWrapped(output, text, column, width);
            }
            else
            {
                output.Write(new string(' ', column - Indent - name.Length));
                WriteWrapped(output, text, column, width, start: column);
            }
        }
    }

    private static void WriteWrapped(TextWriter output, string text, int indent, int width, int? hanging = null, int start = 0)
    {
        string line = new(' ', start > 0 ? 0 : indent);
        int used = start > 0 ? start : indent;
        bool isEmpty = true;
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!isEmpty && used + 1 + word.Length > width)
            {
                output.WriteLine(line);
                line = new(' ', hanging ?? indent);
                used = line.Length;
                isEmpty = true;
            }

            string part = isEmpty ? word : $" {word}";
            line += part;
            used += part.Length;
            isEmpty = false;
        }

        output.WriteLine(line.TrimEnd());
    }

    private static int WidthOf(TextWriter output)
    {
        bool isTerminal = ReferenceEquals(output, Console.Error) ? !Console.IsErrorRedirected : !Console.IsOutputRedirected;
        int width = LargestWidth;
        if (isTerminal)
        {
            try
            {
                width = Console.WindowWidth - 1;
            }
            catch (IOException)
            {
                // A terminal that does not tell.
            }
        }

        return Math.Clamp(width, LeastWidth, LargestWidth);
    }
}
