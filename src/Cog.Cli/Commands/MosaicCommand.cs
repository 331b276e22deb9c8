namespace Cog.Cli.Commands;

/// <summary><c>cog mosaic</c>: many files as one map.</summary>
internal static class MosaicCommand
{
    public static Command Create() =>
        new("mosaic", "Lists many files as one map.") { CreateMosaicCommand.Create(), IndexMosaicCommand.Create() };

    /// <summary>The files.</summary>
    public static Argument<string[]> FilesArgument(string description)
    {
        Argument<string[]> files = new("FILE") { Description = description, Arity = ArgumentArity.OneOrMore };
        CogCommand.RefuseOptions(files);
        return files;
    }

    /// <summary>Whether a report is printed.</summary>
    public static Option<bool> JsonOption(string description) => new("--json") { Description = description };

    /// <summary>How many files are read at once.</summary>
    public static Option<int?> ConcurrencyOption()
    {
        Option<int?> option = UsageErrors.WholeNumber("--concurrency", (1, 256), "How many files are read at once.");
        option.DefaultValueFactory = _ => 16;
        return option;
    }

    /// <summary>Where files are listed that failed.</summary>
    public static Option<string> FailuresOption() =>
        UsageErrors.FileName(
            "--failures",
            "Write the files that could not be read into a list, which can be given as FILE again.",
            "file.txt"
        );

    /// <summary>Tells of files that failed, and lists them.</summary>
    /// <param name="failures">The files and why.</param>
    /// <param name="path">Where they are listed; null for nowhere.</param>
    /// <param name="cancellationToken">Abandons it.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="CommandException">The list cannot be written.</exception>
    public static async Task<int> TellAsync(
        IReadOnlyList<(string Url, string Reason)> failures,
        string? path,
        CancellationToken cancellationToken
    )
    {
        const int Shown = 10;
        foreach ((string url, string reason) in failures.Take(Shown))
        {
            Terminal.WriteError($"{url}: {reason}");
        }

        if (failures.Count > Shown)
        {
            Terminal.WriteError($"{failures.Count - Shown} more files could not be read.");
        }

        if (path is not null)
        {
            await WriteAsync(
                path,
                System.Text.Encoding.UTF8.GetBytes(string.Concat(failures.Select(f => $"{f.Url}\t# {f.Reason.ReplaceLineEndings(" ")}\n"))),
                cancellationToken
            );
        }

        return failures.Count > 0 ? ExitCode.NotJudged : ExitCode.Success;
    }

    /// <summary>Writes a file, whole or not at all.</summary>
    /// <exception cref="CommandException">It cannot be written.</exception>
    public static async Task WriteAsync(string path, byte[] content, CancellationToken cancellationToken)
    {
        try
        {
            string partly = path + ".part";
            await File.WriteAllBytesAsync(partly, content, cancellationToken);
            File.Move(partly, path, overwrite: true);
        }
        catch (Exception error) when (FileErrors.Is(error))
        {
            throw FileErrors.Writing(path, error);
        }
    }
}
