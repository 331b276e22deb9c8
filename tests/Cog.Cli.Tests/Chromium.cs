using Microsoft.Playwright;

namespace Cog.Cli.Tests;

/// <summary>A headless browser: Debian's Chromium, or what <c>COG_CHROMIUM</c> names.</summary>
internal static class Chromium
{
    public const string Missing = "There is no Chromium (/usr/bin/chromium, or set COG_CHROMIUM to its path).";

    /// <summary>Its program; null when it is not here.</summary>
    public static string? Program { get; } = Find();

    // WebGL by SwiftShader: the map needs it, and a build machine has no graphics card.
    private static readonly string[] s_arguments =
    [
        "--no-sandbox",
        "--use-gl=angle",
        "--use-angle=swiftshader",
        "--enable-unsafe-swiftshader",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) =>
        playwright.Chromium.LaunchAsync(new() { ExecutablePath = Program, Args = s_arguments });

    private static string? Find()
    {
        string path = Environment.GetEnvironmentVariable("COG_CHROMIUM") ?? "/usr/bin/chromium";
        return File.Exists(path) ? path : null;
    }
}
