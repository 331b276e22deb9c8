using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Cog.Testing.Web.Lambda;

/// <summary>What a function posted for one invocation.</summary>
internal sealed record LambdaAnswer(bool IsError, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public static async Task<LambdaAnswer> ReadAsync(HttpContext context, bool isError)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        return new(
            isError,
            context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body.ToArray()
        );
    }

    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>The HTTP answer inside, as API Gateway would send it on.</summary>
    public HttpAnswer Http()
    {
        Assert.False(IsError, Text);
        using JsonDocument json = JsonDocument.Parse(Body);
        return HttpAnswer.Of(json.RootElement, content: null);
    }

    /// <summary>The HTTP answer inside a streamed one: prelude, eight NUL bytes, body.</summary>
    public HttpAnswer Streamed()
    {
        Assert.Equal("streaming", Headers["Lambda-Runtime-Function-Response-Mode"]);
        int end = Body.AsSpan().IndexOf(new byte[8]);
        using JsonDocument json = JsonDocument.Parse(Body.AsMemory(0, end));
        return HttpAnswer.Of(json.RootElement, Body[(end + 8)..]);
    }
}

/// <summary>An HTTP answer: status, headers, body bytes.</summary>
internal sealed record HttpAnswer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Content)
{
    public string Text => Encoding.UTF8.GetString(Content);

    public static HttpAnswer Of(JsonElement json, byte[]? content)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (json.TryGetProperty("headers", out JsonElement single))
        {
            foreach (JsonProperty header in single.EnumerateObject())
            {
                headers.Add(header.Name, header.Value.GetString()!);
            }
        }
        else
        {
            foreach (JsonProperty header in json.GetProperty("multiValueHeaders").EnumerateObject())
            {
                headers.Add(header.Name, string.Join(", ", header.Value.EnumerateArray().Select(v => v.GetString())));
            }
        }

        content ??= json.GetProperty("isBase64Encoded").GetBoolean()
            ? json.GetProperty("body").GetBytesFromBase64()
            : Encoding.UTF8.GetBytes(json.GetProperty("body").GetString()!);
        return new(json.GetProperty("statusCode").GetInt32(), headers, content);
    }
}
