namespace Cog.Cli.Commands;

/// <summary>
/// Options are accepted as parameters of an address are: in any case, with <c>-</c> or <c>_</c>. And <c>cog help serve</c> is
/// <c>cog serve --help</c>.
/// </summary>
internal static class OptionNames
{
    /// <summary>The same command line, with options as the command that is called spells them.</summary>
    public static string[] Resolve(RootCommand root, IReadOnlyList<string> arguments)
    {
        if (arguments.Count > 0 && arguments[0] == "help")
        {
            arguments = [.. arguments.Skip(1), "--help"];
        }

        Command command = root;
        bool isOptions = true;
        var resolved = new string[arguments.Count];
        for (int i = 0; i < resolved.Length; i++)
        {
            string text = arguments[i];
            isOptions &= text != "--";
            if (isOptions && command.Subcommands.FirstOrDefault(c => c.Name == text) is { } called)
            {
                command = called;
            }

            resolved[i] = isOptions && text.StartsWith("--", StringComparison.Ordinal) ? Resolve(command, text) : text;
        }

        return resolved;
    }

    private static string Resolve(Command command, string text)
    {
        int end = text.IndexOfAny(['=', ':']);
        string name = end < 0 ? text : text[..end],
            sought = KeyOf(name);
        string[] names = [.. command.Options.SelectMany(o => o.Aliases.Prepend(o.Name))];
        return names.Contains(name) || names.FirstOrDefault(n => KeyOf(n) == sought) is not { } known ? text : known + text[name.Length..];
    }

    // --max-size and --MAX_SIZE → __max_size.
    private static string KeyOf(string name) => name.Replace('-', '_').ToUpperInvariant();
}
