using Cog.Header;
using Cog.Hosting.Aws;
using Cog.Hosting.Files;
using Cog.Hosting.Http;
using Cog.Hosting.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace Cog.Hosting;

/// <summary>The composition root: what every function, and <c>cog serve</c>, is made of.</summary>
internal static class CogServices
{
    /// <summary>
    /// Adds everything the endpoints and <see cref="CogPipeline.UseCog"/> ask for; works on a bare collection, without the generic host.
    /// </summary>
    /// <param name="services">Where to.</param>
    /// <param name="options">The deployment's settings.</param>
    public static IServiceCollection AddCog(this IServiceCollection services, CogOptions options)
    {
        CogReaderOptions reader = options.ToReaderOptions() with
        {
            BlockCache = options.EnableBlockCache && options.BlockCacheBytes > 0 ? new(options.BlockCacheBytes) : null,
        };
        services.AddSingleton(new LogLines(Console.OpenStandardError(), options.LogLevel));
        services.AddSingleton(options);
        services.AddSingleton(reader);
        services.AddSingleton(_ => new SourceResolver(options));
        services.AddSingleton(_ => new RequestQueue(options.RequestsAtOnce, options.RequestsWaiting));
        if (options.EnableHeaderCache && options.Aws.HeaderTable is not null)
        {
            services.AddSingleton<IHeaderCache>(s => new DynamoDbHeaderCache(
                options.Aws,
                TimeProvider.System,
                s.GetRequiredService<LogLines>().Warn
            ));
        }

        if (options.Mosaics.IndexTable is { } places)
        {
            services.AddSingleton(_ => new PlaceTable(places, options.Aws, TimeProvider.System));
        }

        if (options.ResultLocation is { } results)
        {
            services.AddSingleton(s => new ResultObjects(s.GetRequiredService<SourceResolver>().S3, results, options.ResultLifetime));
        }

        services.AddSingleton(s => new HeaderStore(s.GetService<IHeaderCache>(), options, reader, TimeProvider.System));
        services.AddSingleton(s => new FileOpener(s.GetRequiredService<HeaderStore>(), options));
        services.AddSingleton(s => new CogFiles(s.GetRequiredService<SourceResolver>(), s.GetRequiredService<FileOpener>(), options));
        return services;
    }
}
