using System.Buffers.Text;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Cog.Hosting.Lambda;

/// <summary>What kind of front sent an HTTP event, since each wants its answer in its own shape.</summary>
internal enum HttpFront
{
    /// <summary>API Gateway HTTP API, payload format 2.0.</summary>
    HttpApi,

    /// <summary>Lambda Function URL: format 2.0 too, but it can stream.</summary>
    FunctionUrl,

    /// <summary>API Gateway REST API, payload format 1.0.</summary>
    RestApi,

    /// <summary>Application Load Balancer.</summary>
    LoadBalancer,

    /// <summary>The same, its target group set to headers and parameters of several values.</summary>
    LoadBalancerMultiValue,
}

/// <summary>An HTTP request that arrived as JSON: API Gateway payload formats 2.0 and 1.0, Function URLs, load balancers.</summary>
/// <param name="Front">Who sent it.</param>
/// <param name="Request">As ASP.NET sees it: decoded path, raw query, headers.</param>
/// <param name="Connection">The client's address.</param>
/// <param name="RequestId">The front's own id; null when absent.</param>
internal sealed record HttpEvent(HttpFront Front, HttpRequestFeature Request, HttpConnectionFeature Connection, string? RequestId)
{
    /// <summary>Reads an event. Null where the format allows it is the same as absent.</summary>
    /// <returns>Null when the JSON is not an HTTP event.</returns>
    public static HttpEvent? TryParse(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || Object(root, "requestContext") is not { } context)
        {
            return null;
        }

        if (Object(context, "http") is { } http)
        {
            return ParseV2(root, context, http);
        }

        return Text(root, "httpMethod") is not { } method ? null
            : Object(context, "elb") is null ? ParseV1(root, context, method)
            : ParseLoadBalancer(root, method);
    }

    /// <summary>Whether it is an event of VPC Lattice, version 1.0 or 2.0, which is not taken.</summary>
    public static bool IsOfLattice(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object
        && (
            (Text(root, "raw_path") is not null && Text(root, "method") is not null)
            || (Object(root, "requestContext") is { } context && Text(context, "serviceNetworkArn") is not null)
        );

    private static HttpEvent ParseV2(JsonElement root, JsonElement context, JsonElement http)
    {
        string domain = Text(context, "domainName") ?? "localhost";
        string path = Rooted(Text(root, "rawPath") ?? Text(http, "path"));
        string query = Text(root, "rawQueryString") ?? "";

        var request = new HttpRequestFeature
        {
            Protocol = Text(http, "protocol") ?? "HTTP/1.1",
            Method = Text(http, "method") ?? "GET",
            QueryString = query.Length == 0 ? "" : "?" + query,
        };
        if (Object(root, "headers") is { } headers)
        {
            foreach (JsonProperty header in headers.EnumerateObject().Where(h => h.Value.ValueKind == JsonValueKind.String))
            {
                // Commas stay: the front joined values with them, and some values hold their own.
                request.Headers[header.Name] = header.Value.GetString();
            }
        }

        if (root.TryGetProperty("cookies", out JsonElement cookies) && cookies.ValueKind == JsonValueKind.Array)
        {
            request.Headers.Cookie = string.Join("; ", cookies.EnumerateArray().Select(c => c.GetString()));
        }

        // A named stage stands in front of the path, "$default" never does; and so does the base path of a custom domain, which nothing in
        // the event names: it is what is left of the path before the part that the route has matched.
        string stage = Text(context, "stage") is { Length: > 0 } name and not "$default" ? "/" + name : "";
        SetPath(request, path, MountBefore(path, Text(context, "routeKey") ?? Text(root, "routeKey"), root) ?? stage);
        Finish(request, root, domain, path);

        HttpFront front = domain.Contains(".lambda-url.", StringComparison.OrdinalIgnoreCase) ? HttpFront.FunctionUrl : HttpFront.HttpApi;
        return new(front, request, ClientAt(Text(http, "sourceIp")), Text(context, "requestId"));
    }

    private static HttpEvent ParseV1(JsonElement root, JsonElement context, string method)
    {
        string path = Rooted(Text(root, "path"));
        var request = new HttpRequestFeature
        {
            Protocol = Text(context, "protocol") ?? "HTTP/1.1",
            Method = method,
            QueryString = QueryV1(root),
        };
        foreach ((string name, string value) in Values(root, "multiValueHeaders", "headers"))
        {
            request.Headers[name] = StringValues.Concat(request.Headers[name], value);
        }

        // requestContext.path has the stage, path has not; both have the base path of a custom domain, and resource neither. What stands in
        // front is where the application is mounted.
        string full = Rooted(Text(context, "path") ?? path);
        string mount = full.Length > path.Length && full.EndsWith(path, StringComparison.Ordinal) ? full[..^path.Length] : "";
        full = mount + path;
        SetPath(request, full, MountBefore(full, Text(root, "resource"), root) ?? mount);
        Finish(request, root, Text(context, "domainName") ?? "localhost", path);

        string? address = Object(context, "identity") is { } identity ? Text(identity, "sourceIp") : null;
        return new(HttpFront.RestApi, request, ClientAt(address), Text(context, "requestId"));
    }

    // Its query is escaped as the client sent it, and is passed on as it came.
    private static HttpEvent ParseLoadBalancer(JsonElement root, string method)
    {
        string path = Rooted(Text(root, "path"));
        var request = new HttpRequestFeature { Protocol = "HTTP/1.1", Method = method };
        foreach ((string name, string value) in Values(root, "multiValueHeaders", "headers"))
        {
            request.Headers[name] = StringValues.Concat(request.Headers[name], value);
        }

        IEnumerable<string> pairs = Values(root, "multiValueQueryStringParameters", "queryStringParameters")
            .Select(pair => $"{pair.Name}={pair.Value}");
        request.QueryString = string.Join('&', pairs) is { Length: > 0 } query ? "?" + query : "";
        SetPath(request, path, "");
        Finish(request, root, "localhost", path);

        // What stands before the last address is what the client says of itself.
        string client = request.Headers["X-Forwarded-For"].ToString().Split(',')[^1].Trim();
        return new(
            Object(root, "multiValueHeaders") is null ? HttpFront.LoadBalancer : HttpFront.LoadBalancerMultiValue,
            request,
            ClientAt(client),
            request.Headers["X-Amzn-Trace-Id"].ToString() is { Length: > 0 } trace ? trace : null
        );
    }

    // A path begins with a slash (RFC 9110 section 4.1), whatever an event says.
    private static string Rooted(string? path) => path is ['/', ..] ? path : "/" + path;

    /// <summary>What stands in a path before that which a route has matched.</summary>
    /// <param name="path">The path.</param>
    /// <param name="route">E.g. <c>GET /cog/tiles/{proxy+}</c>, or without a method.</param>
    /// <param name="root">The event, in which the variables of the route have their values.</param>
    /// <returns>Null when that cannot be told: the route is <c>$default</c>, or the path is spelled in another way.</returns>
    private static string? MountBefore(string path, string? route, JsonElement root)
    {
        string matched = route?[(route.IndexOf(' ', StringComparison.Ordinal) + 1)..] ?? "";
        if (!matched.StartsWith('/'))
        {
            return null;
        }

        if (Object(root, "pathParameters") is { } values)
        {
            foreach (JsonProperty value in values.EnumerateObject().Where(v => v.Value.ValueKind == JsonValueKind.String))
            {
                string text = value.Value.GetString() ?? "";
                matched = matched
                    .Replace($"{{{value.Name}}}", text, StringComparison.Ordinal)
                    .Replace($"{{{value.Name}+}}", text, StringComparison.Ordinal);
            }
        }

        return path.EndsWith(matched, StringComparison.Ordinal) ? path[..^matched.Length] : null;
    }

    /// <summary>
    /// Splits a mount point off the path, as a whole segment only: a stage named <c>t</c> must not eat the <c>t</c> of <c>/tiles</c>.
    /// </summary>
    private static void SetPath(HttpRequestFeature request, string path, string mount)
    {
        bool mounted =
            mount.Length > 0
            && path.StartsWith(mount, StringComparison.Ordinal)
            && (path.Length == mount.Length || path[mount.Length] == '/');
        request.PathBase = mounted ? mount : "";
        request.Path = Decode(mounted ? path[mount.Length..] : path);
        if (request.Path.Length == 0)
        {
            request.Path = "/";
        }
    }

    private static void Finish(HttpRequestFeature request, JsonElement root, string domain, string rawPath)
    {
        request.RawTarget = rawPath + request.QueryString;
        if (request.Headers.Host.Count == 0)
        {
            request.Headers.Host = domain;
        }

        request.Scheme = request.Headers["X-Forwarded-Proto"].ToString() is "http" ? "http" : "https";

        if (Text(root, "body") is { Length: > 0 } body)
        {
            bool isBase64 = root.TryGetProperty("isBase64Encoded", out JsonElement flag) && flag.ValueKind == JsonValueKind.True;
            byte[] bytes = isBase64 ? FromBase64(body) : Encoding.UTF8.GetBytes(body);
            request.Body = new MemoryStream(bytes, writable: false);
            request.Headers.ContentLength = bytes.Length;
        }
    }

    private static byte[] FromBase64(string body)
    {
        byte[] bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(body.Length)];
        return Convert.TryFromBase64String(body, bytes, out int length)
            ? bytes[..length]
            : throw new FormatException("The event says that its body is base64, and it is not.");
    }

    // Percent escapes once; '%2F' stays as it is, since a decoded slash would be a new segment, and '+' is no space in a path.
    private static string Decode(string path)
    {
        if (!path.Contains('%', StringComparison.Ordinal))
        {
            return path;
        }

        string guarded = path.Replace("%2F", "%252F", StringComparison.OrdinalIgnoreCase);
        return Uri.UnescapeDataString(guarded);
    }

    private static string QueryV1(JsonElement root)
    {
        var query = new StringBuilder();
        foreach ((string name, string value) in Values(root, "multiValueQueryStringParameters", "queryStringParameters"))
        {
            query.Append(query.Length == 0 ? '?' : '&').Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
        }

        return query.ToString();
    }

    private static IEnumerable<(string Name, string Value)> Values(JsonElement root, string multiple, string single)
    {
        if (Object(root, multiple) is { } lists)
        {
            foreach (JsonProperty list in lists.EnumerateObject().Where(l => l.Value.ValueKind == JsonValueKind.Array))
            {
                foreach (JsonElement value in list.Value.EnumerateArray())
                {
                    yield return (list.Name, value.GetString() ?? "");
                }
            }
        }
        else if (Object(root, single) is { } values)
        {
            foreach (JsonProperty value in values.EnumerateObject())
            {
                yield return (value.Name, value.Value.GetString() ?? "");
            }
        }
    }

    private static HttpConnectionFeature ClientAt(string? address) =>
        new() { RemoteIpAddress = IPAddress.TryParse(address, out IPAddress? parsed) ? parsed : null };

    private static JsonElement? Object(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Object ? value : null;

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement value)
            ? value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number => value.GetRawText().ToString(CultureInfo.InvariantCulture),
                _ => null,
            }
            : null;
}
