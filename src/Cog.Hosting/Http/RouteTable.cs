using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace Cog.Hosting.Http;

/// <summary>The visible list of what is served, and the way from a request to its endpoint.</summary>
/// <remarks>
/// ASP.NET's route templates, matcher and precedence, without its endpoint routing: that is composed of open generic services and of
/// reflection over every handler, which in a native program cost more of a cold start than all the rest of the host.
/// </remarks>
/// <param name="services">The application's services, for who adds endpoints.</param>
internal sealed class RouteTable(IServiceProvider services)
{
    private readonly List<Route> _routes = []; // The most specific first.

    public IServiceProvider ServiceProvider => services;

    /// <summary>Every method of every template.</summary>
    public IEnumerable<(string Method, string Template)> All => _routes.SelectMany(r => r.Methods.Select(method => (method, r.Template)));

    /// <summary>Adds an endpoint that reads: it answers HEAD as well, which map clients and GDAL ask first.</summary>
    public void Get(string template, RequestDelegate handler) => MapMethods(template, ["GET", "HEAD"], handler);

    /// <summary>Adds an endpoint that reads what the caller sends.</summary>
    public void Post(string template, RequestDelegate handler) => MapMethods(template, ["POST"], handler);

    /// <summary>Adds an endpoint.</summary>
    /// <param name="template">A route template, e.g. <c>/cog/point/{coordinates}</c>; what its parameters match is in
    /// <see cref="HttpRequest.RouteValues"/>.</param>
    /// <param name="methods">Those it answers; other endpoints may answer others by the same template.</param>
    /// <param name="handler">Answers.</param>
    public void MapMethods(string template, IReadOnlyCollection<string> methods, RequestDelegate handler)
    {
        RouteTemplate parsed = TemplateParser.Parse(template.TrimStart('/'));
        decimal precedence = RoutePrecedence.ComputeInbound(parsed);
        int next = _routes.FindIndex(r => r.Precedence > precedence);
        _routes.Insert(next < 0 ? _routes.Count : next, new(template, precedence, new(parsed, []), methods, handler));
    }

    /// <summary>Hands a request to its endpoint; 404 without one, 405 when the path is served, but not by this method.</summary>
    internal Task RunAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        if (
            request.PathBase.HasValue
            && !_routes.Any(r => r.Matcher.TryMatch(request.Path, new RouteValueDictionary()))
            && FrontAddress.WithoutBase(request) is { } path
        )
        {
            request.Path = path;
        }

        IEnumerable<string> allowed = [];
        foreach (Route route in _routes)
        {
            var values = new RouteValueDictionary();
            if (!route.Matcher.TryMatch(request.Path, values))
            {
                continue;
            }

            if (route.Methods.Contains(request.Method, StringComparer.OrdinalIgnoreCase))
            {
                request.RouteValues = values;
                RequestLog.Of(context).Endpoint = route.Template;
                return route.Handler(context);
            }

            allowed = allowed.Union(route.Methods);
        }

        string allow = string.Join(", ", allowed);
        context.Response.StatusCode = allow.Length > 0 ? StatusCodes.Status405MethodNotAllowed : StatusCodes.Status404NotFound;
        if (allow.Length > 0)
        {
            context.Response.Headers.Allow = allow;
        }

        return Task.CompletedTask;
    }

    private sealed record Route(
        string Template,
        decimal Precedence,
        TemplateMatcher Matcher,
        IReadOnlyCollection<string> Methods,
        RequestDelegate Handler
    );
}
