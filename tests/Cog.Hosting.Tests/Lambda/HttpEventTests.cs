using System.Text.Json;
using Cog.Hosting.Lambda;
using Cog.Testing;
using Microsoft.AspNetCore.Http.Features;

namespace Cog.Hosting.Tests.Lambda;

public class HttpEventTests
{
    [Fact]
    public void Reads_an_http_api_event()
    {
        HttpEvent http = Read("tile-http-api");

        Assert.Equal(HttpFront.HttpApi, http.Front);
        Assert.Equal("GET", http.Request.Method);
        Assert.Equal("/cog/tiles/WebMercatorQuad/12/1854/1642.webp", http.Request.Path);
        Assert.Equal("?url=s3%3A%2F%2Famzn-s3-demo-bucket%2Fisland-rgb.tif", http.Request.QueryString);
        Assert.Equal("https", http.Request.Scheme);
        Assert.Equal("example.execute-api.eu-central-1.amazonaws.com", http.Request.Headers.Host);
        Assert.Equal("203.0.113.7", http.Connection.RemoteIpAddress!.ToString());
        Assert.Equal("JKJaXmPLvHcESHA=", http.RequestId);
    }

    [Fact]
    public void Reads_a_function_url_event()
    {
        HttpEvent http = Read("tile-function-url");

        Assert.Equal(HttpFront.FunctionUrl, http.Front);
        Assert.Equal("/cog/tiles/WebMercatorQuad/12/1854/1642.png", http.Request.Path);
    }

    [Fact]
    public void Reads_a_rest_api_event_and_knows_where_it_is_mounted()
    {
        HttpEvent http = Read("tile-rest-api");

        Assert.Equal(HttpFront.RestApi, http.Front);
        Assert.Equal("/prod", http.Request.PathBase);
        Assert.Equal("/cog/tiles/WebMercatorQuad/12/1854/1642.png", http.Request.Path);
        Assert.Equal("?url=s3%3A%2F%2Famzn-s3-demo-bucket%2Fisland-rgb.tif", http.Request.QueryString);
        Assert.Equal("*/*", http.Request.Headers.Accept);
    }

    [Theory]
    [InlineData("$default", "/cog/info", "", "/cog/info")]
    [InlineData("prod", "/prod/cog/info", "/prod", "/cog/info")]
    [InlineData("c", "/cog/info", "", "/cog/info")] // a stage named 'c' is not the 'c' of '/cog'
    [InlineData("prod", "/cog/info", "", "/cog/info")] // a custom domain hides the stage
    [InlineData("prod", "/prod", "/prod", "/")]
    public void Strips_the_stage_only_as_a_whole_segment(string stage, string path, string pathBase, string rest)
    {
        HttpRequestFeature request = V2(path, stage).Request;

        Assert.Equal(pathBase, request.PathBase);
        Assert.Equal(rest, request.Path);
    }

    [Theory]
    [InlineData("/a%20b", "/a b")]
    [InlineData("/1%2C2", "/1,2")]
    [InlineData("/a%2Fb", "/a%2Fb")] // a slash inside a segment stays inside
    [InlineData("/a+b", "/a+b")] // no space in a path
    [InlineData("/a%252Fb", "/a%2Fb")] // once only
    public void Decodes_the_path_once(string raw, string decoded) => Assert.Equal(decoded, V2(raw, "$default").Request.Path);

    [Fact]
    public void Accepts_nulls_and_keeps_commas_and_cookies()
    {
        const string Json = """
            {"version":"2.0","rawPath":"/x","rawQueryString":"a=1%2C2&b=+","cookies":["a=1","b=2"],"body":null,
             "headers":{"x-list":"a, b","date":"Tue, 10 Mar 2026 05:16:23 GMT","x-null":null},
             "requestContext":{"stage":"$default","domainName":null,"requestId":null,"http":{"method":"HEAD","path":"/x","sourceIp":null}},"isBase64Encoded":false}
            """;

        HttpEvent http = Parse(Json)!;

        Assert.Equal("HEAD", http.Request.Method);
        Assert.Equal("?a=1%2C2&b=+", http.Request.QueryString);
        Assert.Equal("a, b", Assert.Single(http.Request.Headers["x-list"]!));
        Assert.Equal("Tue, 10 Mar 2026 05:16:23 GMT", Assert.Single(http.Request.Headers["date"]!));
        Assert.Equal("a=1; b=2", http.Request.Headers.Cookie);
        Assert.Equal("localhost", http.Request.Headers.Host);
        Assert.Null(http.Connection.RemoteIpAddress);
    }

    [Fact]
    public void Decodes_a_base64_body()
    {
        HttpEvent http = Parse("""{"rawPath":"/x","body":"AAEC","isBase64Encoded":true,"requestContext":{"http":{"method":"POST"}}}""")!;

        using var body = new MemoryStream();
        http.Request.Body.CopyTo(body);
        Assert.Equal([0, 1, 2], body.ToArray());
        Assert.Throws<FormatException>(() =>
            Parse("""{"rawPath":"/x","body":"A*","isBase64Encoded":true,"requestContext":{"http":{"method":"POST"}}}""")
        );
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"requestContext":{}}""")]
    [InlineData("""{"Records":[]}""")]
    public void Anything_else_is_no_http_event(string json) => Assert.Null(Parse(json));

    private static HttpEvent Read(string name) => Parse(File.ReadAllText(Path.Combine(TestData.Root, "events", name + ".json")))!;

    private static HttpEvent V2(string path, string stage) =>
        Parse($$$"""{"rawPath":"{{{path}}}","rawQueryString":"","requestContext":{"http":{"method":"GET"},"stage":"{{{stage}}}" } }""")!;

    private static HttpEvent? Parse(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return HttpEvent.TryParse(document.RootElement);
    }
}
