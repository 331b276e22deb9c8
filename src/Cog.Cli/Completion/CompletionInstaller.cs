namespace Cog.Cli.Completion;

/// <summary>Puts completion where a person's shell finds it when it starts.</summary>
/// <param name="home">The person's own folder.</param>
/// <param name="variable">Gives an environment variable, or null.</param>
internal sealed class CompletionInstaller(string home, Func<string, string?> variable)
{
    /// <summary>Installs it. Once more, it changes nothing.</summary>
    /// <returns>The file that was written or added to.</returns>
    /// <exception cref="CommandException">The file cannot be written.</exception>
    public string Install(string shell)
    {
        try
        {
            return shell switch
            {
                "bash" when HasBashCompletion() => Write(
                    Path.Combine(variable("BASH_COMPLETION_USER_DIR") ?? Path.Combine(Data, "bash-completion"), "completions", "cog"),
                    shell
                ),
                "bash" => Add(Path.Combine(home, ".bashrc"), """eval "$(cog completion bash)" """.TrimEnd()),
                "zsh" => Add(Path.Combine(variable("ZDOTDIR") ?? home, ".zshrc"), """eval "$(cog completion zsh)" """.TrimEnd()),
                "fish" => Write(Path.Combine(Config, "fish", "completions", "cog.fish"), shell),
                _ => Add(PowerShellProfile(), "cog completion pwsh | Out-String | Invoke-Expression"),
            };
        }
        catch (Exception error) when (FileErrors.Is(error))
        {
            throw new CommandException($"Completion for {shell} cannot be installed: {error.Message}");
        }
    }

    private string Data => variable("XDG_DATA_HOME") is { Length: > 0 } data ? data : Path.Combine(home, ".local", "share");

    private string Config => variable("XDG_CONFIG_HOME") is { Length: > 0 } config ? config : Path.Combine(home, ".config");

    // It loads a file of that folder when its command is completed for the first time. Without it, bash loads none.
    private static bool HasBashCompletion() =>
        File.Exists("/usr/share/bash-completion/bash_completion")
        || File.Exists("/usr/local/share/bash-completion/bash_completion")
        || File.Exists("/opt/homebrew/etc/profile.d/bash_completion.sh");

    private string PowerShellProfile() =>
        Path.Combine(
            OperatingSystem.IsWindows()
                ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.MyDocuments), "PowerShell")
                : Path.Combine(Config, "powershell"),
            "Microsoft.PowerShell_profile.ps1"
        );

    private static string Write(string path, string shell)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, CompletionScripts.Of(shell));
        return path;
    }

    private static string Add(string path, string line)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string text = File.Exists(path) ? File.ReadAllText(path) : "";
        if (!text.Split('\n').Any(l => l.Trim() == line))
        {
            File.AppendAllText(path, (text.Length > 0 && !text.EndsWith('\n') ? "\n" : "") + line + "\n");
        }

        return path;
    }
}
