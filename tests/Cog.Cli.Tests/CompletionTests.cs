using Cog.Cli.Completion;
using Cog.Testing;
using Cog.Testing.Web.Cli;

namespace Cog.Cli.Tests;

/// <summary>A real bash completes the command line; the other shells' scripts ask the same question.</summary>
public class CompletionTests
{
    [Theory]
    [InlineData("cog stat", "statistics")]
    [InlineData("cog completion f", "fish")]
    [InlineData("cog read island.tif --colormap_name virid", "viridis", "viridis_r")]
    [InlineData("cog read island.tif --res", "--resampling", "--rescale")]
    [InlineData("cog read island.tif --resampling cubic", "cubic", "cubic_spline")]
    [InlineData("cog tile island.tif 1 2 3 --tms WebM", "WebMercatorQuad")]
    [InlineData("cog tile island.tif 1 2 3 --algorithm hill", "hillshade")]
    [InlineData("cog validate --pro", "--profile")]
    [InlineData("cog read /h")] // Names of files are bash's own business.
    [InlineData("cog read isl")]
    [InlineData("cog no-such-command --x")]
    public async Task Bash_completes(string line, params string[] expected)
    {
        string script = Sample.PathOfNew("complete.sh");
        await File.WriteAllTextAsync(
            script,
            $$"""
            cog() { dotnet "{{Path.Combine(AppContext.BaseDirectory, "Cog.Cli.dll")}}" "$@"; }
            eval "$(cog completion bash)"
            complete -p cog >&2
            COMP_LINE=$1 COMP_POINT=${#1}
            read -ra COMP_WORDS <<<"$1"
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _cog cog "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
            (( ${#COMPREPLY[@]} == 0 )) || printf '%s\n' "${COMPREPLY[@]}"
            """,
            TestContext.Current.CancellationToken
        );

        string output = await Shell.RunAsync("bash", $"--norc {script} \"{line}\"");

        Assert.Equal(expected, output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Without_a_letter_commands_are_suggested_and_no_options()
    {
        CogResult result = await CogProcess.RunAsync("[suggest:1]", " ");

        string[] suggested = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(0, result.ExitCode);
        Assert.All((string[])["serve", "info", "read", "tile", "point", "statistics", "validate"], name =>
            Assert.Contains(name, suggested)
        );
        Assert.DoesNotContain(suggested, s => s.StartsWith('/')); // A path is no option.
    }

    [Theory]
    [InlineData("zsh", ".zshrc", "eval \"$(cog completion zsh)\"")]
    [InlineData("pwsh", ".config/powershell/Microsoft.PowerShell_profile.ps1", "cog completion pwsh | Out-String | Invoke-Expression")]
    public void A_line_is_added_to_what_the_shell_reads_at_its_start_and_only_once(string shell, string file, string line)
    {
        string home = Path.GetDirectoryName(Sample.PathOfNew("home"))!,
            path = Path.Combine(home, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "alias ll=ls"); // Without a line break at its end.
        var installer = new CompletionInstaller(home, _ => null);

        string first = installer.Install(shell);
        string second = installer.Install(shell);

        Assert.Equal((path, path), (first, second));
        Assert.Equal($"alias ll=ls\n{line}\n", File.ReadAllText(path));
    }

    [Fact]
    public void Fish_gets_a_file_where_it_looks_for_one()
    {
        string config = Path.GetDirectoryName(Sample.PathOfNew("config"))!;
        var installer = new CompletionInstaller("/nowhere", name => name == "XDG_CONFIG_HOME" ? config : null);

        string path = installer.Install("fish");

        Assert.Equal(Path.Combine(config, "fish", "completions", "cog.fish"), path);
        Assert.Equal(CompletionScripts.Of("fish"), File.ReadAllText(path));
    }

    [Fact]
    public async Task Installs_for_bash_what_bash_loads()
    {
        string home = Path.GetDirectoryName(Sample.PathOfNew("home"))!;
        var installer = new CompletionInstaller(home, _ => null);

        string path = installer.Install("bash");

        Assert.StartsWith(home, path, StringComparison.Ordinal);
        Assert.Contains("completion", await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await Shell.RunAsync("bash", $"-n {path}"); // Its syntax.
    }

    [Fact]
    public void Tells_what_it_cannot_write()
    {
        var installer = new CompletionInstaller("/proc/no-home", _ => null);

        CommandException error = Assert.Throws<CommandException>(() => installer.Install("fish"));

        Assert.StartsWith("Completion for fish cannot be installed: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_the_shells_that_it_knows()
    {
        CogResult result = await CogProcess.RunAsync("completion", "tcsh");
        CogResult install = await CogProcess.RunAsync("completion", "install", "tcsh");

        Assert.Equal((64, 64), (result.ExitCode, install.ExitCode));
        Assert.Contains("'tcsh' is not a shell here: expected one of bash, zsh, fish, pwsh.", result.Error, StringComparison.Ordinal);
        Assert.Contains("'cog completion install --help' tells", install.Error, StringComparison.Ordinal);
    }
}
