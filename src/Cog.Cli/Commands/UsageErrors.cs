using System.CommandLine.Parsing;

namespace Cog.Cli.Commands;

/// <summary>
/// What is wrong with a command line, in words that name the option or the argument, what was given, and what is expected.
/// </summary>
internal static class UsageErrors
{
    /// <summary>Everything that is wrong, each once.</summary>
    public static IReadOnlyList<string> Of(ParseResult parsed)
    {
        string[] unmatched = [.. parsed.UnmatchedTokens.Where(token => !HasError(parsed, token))];
        IEnumerable<string> others = parsed
            .Errors.Where(error => error.SymbolResult is not CommandResult || !IsOfTheLibrary(error, parsed))
            .Select(MessageOf);
        IEnumerable<string> strange = unmatched.Select(token => Strange(parsed, token));
        string[] all = [.. strange.Concat(others).Distinct()];
        return all.Length > 0 ? all : [NoCommand(parsed.CommandResult.Command)];
    }

    /// <summary>A whole number as an option.</summary>
    public static Option<int?> WholeNumber(string name, (int Least, int Most) range, string description, params string[] aliases)
    {
        Option<int?> option = new(name, aliases) { Description = description };
        option.Validators.Add(result =>
        {
            foreach (Token token in result.Tokens)
            {
                if (!(int.TryParse(token.Value, out int number) && number >= range.Least && number <= range.Most))
                {
                    result.AddError($"{name} is '{token.Value}': expected a whole number from {range.Least} to {range.Most}.");
                }
            }
        });
        return option;
    }

    /// <summary>A file as an option: an empty name is none.</summary>
    public static Option<string> FileName(string name, string description, string kind = "file", params string[] aliases)
    {
        Option<string> option = new(name, aliases) { Description = description, HelpName = kind };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Any(token => token.Value.Length == 0))
            {
                result.AddError($"{name} is empty: expected the name of a file.");
            }
        });
        return option;
    }

    // What stands behind a flag and is neither true nor false is not taken for its value by the library, but for one argument more.
    private static string Strange(ParseResult parsed, string text)
    {
        Command command = parsed.CommandResult.Command;
        int place = parsed.Tokens.ToList().FindIndex(token => token.Value == text && token.Type != TokenType.Option);
        if (
            place > 0
            && parsed.Tokens[place - 1] is { Type: TokenType.Option, Value: var name }
            && command.Options.FirstOrDefault(o => o.Name == name || o.Aliases.Contains(name)) is { } option
            && (option.ValueType == typeof(bool) || option.ValueType == typeof(bool?))
        )
        {
            return $"{name} is '{text}': expected true or false.";
        }

        if (text.Length > 1 && text[0] == '-')
        {
            return $"{text} is not an option of this command.";
        }

        return command.Subcommands.Count > 0
            ? $"'{text}' is not a command: expected {CommandsOf(command)}."
            : $"'{text}' is one argument too many: {HelpText.PathOf(command)} takes {ArgumentsOf(command)}.";
    }

    private static string MessageOf(ParseError error) =>
        error.SymbolResult switch
        {
            OptionResult { Tokens.Count: 0 } option => WithoutValue(option),
            ArgumentResult { Tokens.Count: 0, Parent: OptionResult option } => WithoutValue(option),
            ArgumentResult { Tokens.Count: 0, Argument: var argument } =>
                $"<{argument.Name}> is missing: {FirstSentence(argument.Description)}",
            _ => error.Message,
        };

    private static string WithoutValue(OptionResult result) =>
        $"{result.IdentifierToken?.Value ?? result.Option.Name} is given without a value: expected "
        + $"<{result.Option.HelpName ?? result.Option.Name.TrimStart('-')}>.";

    private static string NoCommand(Command command) => $"{HelpText.PathOf(command)} takes a command: expected {CommandsOf(command)}.";

    private static string CommandsOf(Command command) =>
        $"one of {string.Join(", ", command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name))}";

    private static string ArgumentsOf(Command command) =>
        command.Arguments.Count == 0 ? "none" : string.Join(' ', command.Arguments.Select(a => $"<{a.Name}>"));

    private static string FirstSentence(string? text)
    {
        int end = (text ??= "").IndexOf(". ", StringComparison.Ordinal);
        string sentence = end < 0 ? text : text[..end];
        return $"{sentence.TrimEnd('.')}.";
    }

    // Some validator has named it.
    private static bool HasError(ParseResult parsed, string token) =>
        parsed.Errors.Any(error => error.SymbolResult is not CommandResult && error.Message.Contains(token, StringComparison.Ordinal));

    // Of a command as a whole, the library complains of words that fit nowhere, and of a command that is not named.
    private static bool IsOfTheLibrary(ParseError error, ParseResult parsed) =>
        parsed.UnmatchedTokens.Any(token => error.Message.Contains($"'{token}'", StringComparison.Ordinal))
        || parsed.CommandResult.Command is { Subcommands.Count: > 0, Action: null };
}
