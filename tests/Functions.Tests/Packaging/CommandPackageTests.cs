using Cog.Testing;
using Cog.Testing.Web.Cli;
using Cog.Testing.Web.Lambda;

namespace Functions.Tests.Packaging;

/// <summary>The command as users install it: <c>make install</c>, a package of Debian, a tool of .NET.</summary>
public sealed class CommandPackageTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("cog-package-");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public async Task Make_install_puts_a_command_below_its_prefix_and_uninstall_takes_it_away()
    {
        Assert.SkipWhen(!File.Exists("/usr/bin/make"), "make is not here.");
        _ = NativeBuild.Cog;

        await Shell.RunAsync("make", $"install PREFIX=/opt DESTDIR={_root.FullName}");

        await AssertRunsAsync(PathOf("opt/bin/cog"));
        Assert.Contains(
            "suggest",
            await File.ReadAllTextAsync(PathOf("opt/share/bash-completion/completions/cog"), TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );

        await Shell.RunAsync("make", $"uninstall PREFIX=/opt DESTDIR={_root.FullName}");
        Assert.Empty(Directory.EnumerateFiles(_root.FullName, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task The_package_of_Debian_has_a_command_that_runs()
    {
        Assert.SkipWhen(!File.Exists("/usr/bin/dpkg-deb"), "dpkg-deb is not here.");
        _ = NativeBuild.Cog;
        await Shell.RunAsync("make", "deb");
        string package = Directory.EnumerateFiles(Path.Combine(TestData.Root, "artifacts"), "cog-functions_*.deb").Single();

        await Shell.RunAsync("dpkg-deb", $"--extract {package} {_root.FullName}");
        string control = await Shell.RunAsync("dpkg-deb", $"--field {package}"),
            files = await Shell.RunAsync("dpkg-deb", $"--contents {package}");

        await AssertRunsAsync(PathOf("usr/bin/cog"));
        Assert.Contains("Package: cog-functions", control, StringComparison.Ordinal);
        Assert.Contains("Conflicts: cog", control, StringComparison.Ordinal);
        Assert.All(files.Split('\n', StringSplitOptions.RemoveEmptyEntries), file => Assert.Contains(" root/root ", file));
        Assert.DoesNotContain(files.Split('\n'), file => file.StartsWith("-rwxrwx", StringComparison.Ordinal));
        foreach (
            string name in (string[])
                [
                    "usr/share/doc/cog-functions/copyright",
                    "usr/share/doc/cog-functions/changelog.gz",
                    "usr/share/man/man1/cog.1.gz",
                    "usr/share/zsh/vendor-completions/_cog",
                    "usr/share/doc/cog-functions/schemas/info.schema.json",
                ]
        )
        {
            Assert.True(File.Exists(PathOf(name)), name);
        }
    }

    [Fact]
    public async Task The_tool_of_dotnet_installs_from_its_package_and_runs()
    {
        await Shell.RunAsync("make", "tool");

        await Shell.RunAsync(
            "dotnet",
            $"tool install cog-functions --tool-path {_root.FullName} --add-source {Path.Combine(TestData.Root, "artifacts")}",
            ("DOTNET_CLI_HOME", PathOf("home")),
            ("NUGET_PACKAGES", PathOf("packages"))
        );

        await AssertRunsAsync(PathOf("cog"));
    }

    // It says its version, and draws: the library of pictures is found.
    private async Task AssertRunsAsync(string program)
    {
        Assert.Matches(@"^0\.1\.0", await Shell.RunAsync(program, "--version"));
        string picture = PathOf("picture.webp");

        await Shell.RunAsync(program, $"read {Sample.PictureReader} --max_size 32 -o {picture}");

        Assert.Equal("RIFF"u8.ToArray(), (await File.ReadAllBytesAsync(picture, TestContext.Current.CancellationToken))[..4]);
        File.Delete(picture);
    }

    private string PathOf(string name) => Path.Combine(_root.FullName, name);
}
