using Cog.Hosting.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Cog.Hosting;

/// <summary>The way of every request through this product, on Kestrel and on Lambda alike.</summary>
internal static class CogPipeline
{
    /// <summary>Adds the request log, CORS, the error table, the time limit and the queue, then the endpoints.</summary>
    /// <param name="app">A <c>WebApplication</c>, or an <see cref="ApplicationBuilder"/> on a bare service provider.</param>
    /// <param name="endpoints">The visible list of what is served, e.g. <c>routes => routes.MapTile()</c>.</param>
    public static void UseCog(this IApplicationBuilder app, Action<RouteTable> endpoints)
    {
        var options = app.ApplicationServices.GetRequiredService<CogOptions>();
        LogLines lines = app.ApplicationServices.GetRequiredService<LogLines>();
        RequestMetrics? metrics = app.ApplicationServices.GetService<RequestMetrics>();
        var cors = new CorsPolicy(options.CorsOrigins);

        app.Use(next => context => RequestLog.RunAsync(context, next, metrics, context.Features.Get<Substitution>()?.ReplaceAsync));
        app.Use(next => context => cors.RunAsync(context, next));
        if (options.CompressAnswers)
        {
            app.Use(next =>
                context =>
                {
                    CodedAnswers.Allow(context);
                    return next(context);
                }
            );
        }

        app.Use(next => context => CogProblems.RunAsync(context, next, options.Reader.Limits.MaxTimePerRequest, lines));
        if (options.IsLocalMachine)
        {
            app.Use(next => context => LoopbackOnly.RunAsync(context, next, options.AnswersOthers));
            app.Use(next => context => ForeignPages.RunAsync(context, next, cors));
        }

        RequestQueue queue = app.ApplicationServices.GetRequiredService<RequestQueue>();
        // Whoever balances the load must hear from a machine that has much to do.
        app.Use(next => context => context.Request.Path == "/healthz" ? next(context) : queue.RunAsync(context, next));
        var address = new FrontAddress(options.PublicUrl, options.TrustForwarded);
        app.Use(next => context => address.RunAsync(context, next));
        var routes = new RouteTable(app.ApplicationServices);
        endpoints(routes);
        app.Run(routes.RunAsync);
    }
}
