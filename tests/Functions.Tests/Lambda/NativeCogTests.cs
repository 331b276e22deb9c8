using System.Net;
using Cog.Testing.Web.Cli;

namespace Functions.Tests.Lambda;

/// <summary>
/// The published native <c>cog</c> gives the answers of the JIT build, byte for byte: instruction sets and trimming change nothing.
/// </summary>
public class NativeCogTests
{
    private static readonly string[] s_paths =
    [
        "cog/tiles/WebMercatorQuad/10/463/410.png?url={rgb}",
        "cog/tiles/WebMercatorQuad/11/927/821.webp?url={rgb}",
        "cog/tiles/WebMercatorQuad/12/1854/1642@2x.png?url={rgb}&resampling=bilinear",
        "cog/tiles/WebMercatorQuad/12/1853/1642?url={rgb}&resampling=cubic",
        "cog/tiles/WebMercatorQuad/13/3708/3285.jpg?url={rgb}&resampling=average",
        "cog/tiles/WebMercatorQuad/11/927/821.npy?url={dem}&resampling=bilinear",
        "cog/tiles/WebMercatorQuad/12/1854/1642.png?url={dem}&rescale=0,1000",
        "cog/tiles/WebMercatorQuad/12/1854/1642.tif?url={dem}",
        "cog/preview.png?url={rgb}",
        "cog/block/0/2/2.npy?url={rgb}",
        "cog/point/-17.05,33.51?url={dem}",
        "cog/info?url={rgb}",
        "cog/validate?url={dem}",
        "cog/tiles/WebMercatorQuad/12/0/0.png?url={rgb}",
    ];

    [Fact]
    public async Task Answers_are_those_of_the_jit_build_byte_for_byte()
    {
        await using CogProcess jit = await CogProcess.ServeAsync(Sample.PictureReader, Sample.Heights);
        await using CogProcess native = await CogProcess.ServeNativeAsync(Sample.PictureReader, Sample.Heights);
        using var client = new HttpClient();

        foreach (string path in s_paths)
        {
            string query = path.Replace("{rgb}", Uri.EscapeDataString(Sample.PictureReader), StringComparison.Ordinal)
                .Replace("{dem}", Uri.EscapeDataString(Sample.Heights), StringComparison.Ordinal);
            (HttpStatusCode Status, string? Type, byte[] Body) expected = await GetAsync(client, new Uri(jit.Address, query));
            (HttpStatusCode Status, string? Type, byte[] Body) found = await GetAsync(client, new Uri(native.Address, query));

            HttpStatusCode wanted = path.Contains("/12/0/0.", StringComparison.Ordinal) ? HttpStatusCode.NotFound : HttpStatusCode.OK;
            Assert.Equal((path, wanted), (path, expected.Status));
            Assert.Equal((path, expected.Status, expected.Type), (path, found.Status, found.Type));
            Assert.True(
                expected.Body.AsSpan().SequenceEqual(found.Body),
                $"{path}: {found.Body.Length} bytes differ from {expected.Body.Length}."
            );
        }
    }

    [Fact]
    public async Task The_viewer_travels_inside_the_program()
    {
        await using CogProcess native = await CogProcess.ServeNativeAsync();
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html"); // As a browser asks; others get links.

        Assert.Contains(
            "<title>",
            await client.GetStringAsync(native.Address, TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
        Assert.Equal(0, await native.InterruptAsync(TimeSpan.FromSeconds(5)));
    }

    private static async Task<(HttpStatusCode Status, string? Type, byte[] Body)> GetAsync(HttpClient client, Uri address)
    {
        using HttpResponseMessage response = await client.GetAsync(address, TestContext.Current.CancellationToken);
        return (
            response.StatusCode,
            response.Content.Headers.ContentType?.ToString(),
            await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)
        );
    }
}
