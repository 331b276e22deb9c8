using System.Net;
using System.Text.Json;

namespace Cog.Testing.Web;

/// <summary>One server for all tests of endpoints; their files are those of tests/data/functions.</summary>
public sealed class FunctionsFixture : IAsyncLifetime
{
    private TestServer? _server;

    /// <summary>
    /// 256 × 256, uint16, the very pixels of map tile 10/511/340: 1, 2, 3 … row by row, then nodata 0 in a corner of 32 columns and 16
    /// rows.
    /// </summary>
    public static string Ramp { get; } = TestData.PathOf("functions/ramp-3857.tif");

    /// <summary>300 × 200, three bands of bytes in UTM: column, row, column + row, each modulo 256.</summary>
    public static string Rgb { get; } = TestData.PathOf("functions/rgb-32628.tif");

    /// <summary>2 × 2, three bands of uint16 in UTM, nodata 0: 0, 3, 5, 0; 7, 0, 0, 0; 8, 9, 10, 0.</summary>
    public static string Holes { get; } = TestData.PathOf("functions/holes-32628.tif");

    public HttpClient Client => _server?.Client ?? throw new InvalidOperationException();

    public async ValueTask InitializeAsync() => _server = await TestServer.StartAsync();

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>Asks for a file.</summary>
    /// <param name="path">Path and parameters without the file.</param>
    /// <param name="file">The file.</param>
    /// <param name="method">GET unless told.</param>
    /// <param name="ifNoneMatch">A version that is here already.</param>
    public async Task<HttpResponseMessage> SendAsync(string path, string file, HttpMethod? method = null, string? ifNoneMatch = null)
    {
        char separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, $"{path}{separator}url={Uri.EscapeDataString(file)}");
        if (ifNoneMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch);
        }

        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>The body of an answer that must be 200.</summary>
    public async Task<byte[]> GetAsync(string path, string file)
    {
        using HttpResponseMessage response = await SendAsync(path, file);
        byte[] body = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{response.StatusCode}: {System.Text.Encoding.UTF8.GetString(body)}");
        return body;
    }

    internal async Task<NumPyResponse> GetArrayAsync(string path, string file) => NumPyResponse.Parse(await GetAsync(path, file));

    public async Task<JsonElement> GetJsonAsync(string path, string file) => JsonDocument.Parse(await GetAsync(path, file)).RootElement;

    /// <summary>Status and <c>detail</c> of an answer that must be an error.</summary>
    public async Task<(int Status, string Detail)> GetProblemAsync(string path, string file)
    {
        using HttpResponseMessage response = await SendAsync(path, file);
        string body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        JsonElement detail = JsonDocument.Parse(body).RootElement.GetProperty("detail");
        string text =
            detail.ValueKind == JsonValueKind.Array
                ? string.Join(" ", detail.EnumerateArray().Select(error => error.GetProperty("msg").GetString()))
                : detail.GetString()!;
        return ((int)response.StatusCode, text);
    }
}
