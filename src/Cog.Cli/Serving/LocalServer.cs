using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Cog.Api;
using Cog.Hosting;
using Cog.Hosting.Sources;
using Cog.Viewer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Spectre.Console;

namespace Cog.Cli.Serving;

/// <summary>All functions in one process, on Kestrel; for this machine alone, unless told otherwise.</summary>
internal static class LocalServer
{
    // What takes longer is cut.
    private static readonly TimeSpan s_drain = TimeSpan.FromSeconds(10);

    // One that is collected hears nothing.
    private static PosixSignalRegistration[] s_lastSignals = [];

    /// <summary>Serves until Ctrl-C or SIGTERM; requests in flight then have ten seconds.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="CommandException">The port is taken, or a file cannot be shown.</exception>
    public static async Task<int> RunAsync(ServeRequest request, CancellationToken cancellationToken)
    {
        IReadOnlyList<FileSummary> summaries = await FileSummary.ReadAllAsync(
            request.Files,
            (file, error) => Terminal.Output.MarkupLineInterpolated($"[yellow]left out:[/] {file.Name}: {error.Message}"),
            cancellationToken
        );
        if (summaries.Count == 0)
        {
            throw new CommandException("None of these files can be read.");
        }

        HeapLimit.Set(HeapBytes());
        await using WebApplication app = Build(request with { Files = [.. summaries.Select(s => s.Address)] });
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException error)
        {
            // Kestrel's text says which address, and that it is in use.
            throw new CommandException($"{error.Message} Choose another port with --port; --port 0 takes any free one.");
        }
        catch (SocketException error)
        {
            throw new CommandException($"{request.Address} cannot be used: {error.Message}. Choose another port with --port.");
        }

        ServingNotice.Print(Terminal.Output, app.Urls.First(), summaries, request.IsForThisMachine);
        app.Lifetime.ApplicationStopping.Register(EndAtNextSignal);
        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
    }

    // Whoever presses Ctrl-C twice does not want to wait. The codes are those of a program that such a signal ends.
    private static void EndAtNextSignal() =>
        s_lastSignals = [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => Environment.Exit(128 + 2)),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Environment.Exit(128 + 15)),
        ];

    /// <summary>The application, not started.</summary>
    internal static WebApplication Build(ServeRequest request)
    {
        // Empty: no configuration files, no ASPNETCORE_ variables, no log but our own lines.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                kestrel.Listen(request.Address, ServerRefusals.Join);
            });

        // SIGTERM and Ctrl-C take no more requests, and let those in flight end.
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = s_drain);
        CogOptions options = Options(request);
        builder.Services.AddCog(options);

        WebApplication app = builder.Build();
        ServerRefusals.SpeakFor(app.Services.GetRequiredService<DiagnosticListener>());
        var idle = new IdleMemory();
        app.Lifetime.ApplicationStopped.Register(idle.Dispose);
        app.Use(next => context => idle.RunAsync(context, next));
        app.Use(next => context => RequestLine.RunAsync(context, next, Terminal.Output, options.VerboseLogs));
        app.UseCog(routes =>
        {
            routes.MapViewer(request.Files);
            routes.MapInfo(ViewerFiles.Open);
            routes.MapTile();
            routes.MapPartialRead();
            routes.MapValidate();
        });
        return app;
    }

    // Half of what this machine, or the container, has: it is not ours alone. A gigabyte is what one large picture may take.
    private static long HeapBytes() => Math.Max(1L << 30, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2);

    // The person at this machine may read all that the machine can; COG_ALLOWED_SOURCES, --allow and --host narrow it to what they name and
    // the files served.
    private static CogOptions Options(ServeRequest request)
    {
        CogOptions options = CogOptions.FromEnvironment(Environment.GetEnvironmentVariable, CogOptions.LocalMachine);
        options = options with { AnswersOthers = !request.IsForThisMachine };
        bool isOpen = ReferenceEquals(options.AllowedSources, CogOptions.LocalMachine.AllowedSources);
        if (isOpen && request.Allowed.Count == 0 && request.IsForThisMachine)
        {
            return options;
        }

        // The second holds overviews of the first, if there is one.
        IEnumerable<string> files = request.Files.SelectMany(f => new[] { f.Url, f.Url + FileLocation.OverviewsSuffix });
        return options with { AllowedSources = [.. isOpen ? [] : options.AllowedSources, .. files, .. request.Allowed] };
    }
}
