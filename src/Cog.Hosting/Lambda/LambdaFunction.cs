using System.Runtime.InteropServices;
using Cog.Hosting.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Cog.Hosting.Lambda;

/// <summary>The whole program of a Lambda function: start reading a function's Program here.</summary>
/// <remarks>
/// Routing and endpoints stand on a bare service collection. Kestrel, the generic host, configuration files and console logging would be
/// most of the binary and of the cold start, and Lambda needs none of them.
/// </remarks>
internal static class LambdaFunction
{
    // The buffers of a first tile pass the collector's first budget for large objects, 3 MB: it would go through all that the start made,
    // for a seventh of the processor time until the first answer. Nothing is collected before these are allocated.
    private const int UncollectedBytes = 16 << 20;
    private const int UncollectedLargeBytes = 12 << 20;

    /// <summary>
    /// Serves events until Lambda stops the sandbox: by SIGKILL, or by SIGTERM first where it has extensions. An event that is taken is
    /// answered then, and no other is taken.
    /// </summary>
    /// <param name="endpoints">The routes, the same extension methods that <c>cog serve</c> maps.</param>
    /// <param name="s3">Answers S3 notifications; null when the function takes none.</param>
    /// <returns>The exit code: 1 after a failed start, with the reason told to Lambda and on standard error.</returns>
    public static async Task<int> RunAsync(Action<RouteTable> endpoints, S3EventHandler? s3 = null)
    {
        LambdaSettings settings;
        try
        {
            settings = LambdaSettings.FromEnvironment(Environment.GetEnvironmentVariable);
        }
        catch (FormatException e)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }

        LambdaServer server;
        try
        {
            // Lambda has no cgroup that the runtime could read: without this the heap would grow past what the function has. The rest is
            // for native code, stacks and the binary itself.
            HeapLimit.Set(settings.MemoryBytes * 3 / 4);
            GC.TryStartNoGCRegion(UncollectedBytes, UncollectedLargeBytes, disallowFullBlockingGC: true); // False leaves all as it was.
            server = Compose(endpoints, s3, settings);
        }
        catch (Exception e)
        {
            // A function that cannot start says why, once, where its owner looks: Lambda's log and the answer of the first invocation.
            Console.Error.WriteLine(e.Message);
            using var runtime = new RuntimeApiClient(settings.RuntimeApi);
            await runtime.PostInitErrorAsync(e.GetType().Name, e.Message, CancellationToken.None);
            return 1;
        }

        using var stop = new CancellationTokenSource();
        using PosixSignalRegistration term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            stop.Cancel();
        });
        await server.RunAsync(stop.Token);
        return 0;
    }

    private static LambdaServer Compose(Action<RouteTable> endpoints, S3EventHandler? s3, LambdaSettings settings)
    {
        CogOptions options = CogOptions.FromEnvironment(Environment.GetEnvironmentVariable);
        ServiceProvider services = new ServiceCollection()
            .AddCog(options)
            .AddSingleton(s => new RequestMetrics(
                s.GetRequiredService<LogLines>(),
                settings.FunctionName,
                options.VerboseLogs,
                TimeProvider.System
            ))
            .BuildServiceProvider();
        var app = new ApplicationBuilder(services);
        app.UseCog(endpoints);
        return new(services, app.Build(), s3, settings);
    }
}
