using System.Runtime.InteropServices;
using Cog.Sources;

namespace Cog.Tests.Sources;

public sealed class FileRangeSourceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cog").FullName;

    private string FilePath => Path.Combine(_folder, "a #1?%20é.tif");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(0, 3, "00 01 02")]
    [InlineData(8, 2, "08 09")]
    [InlineData(8, 5, "08 09")] // past the end: shorter
    [InlineData(10, 5, "")] // behind the end
    [InlineData(1L << 50, 5, "")]
    public async Task Reads_a_range(long offset, int length, string expected)
    {
        File.WriteAllBytes(FilePath, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        using var source = new FileRangeSource(FilePath);

        RangeRead read = await source.ReadAsync(new(offset, length), null, Token);

        Assert.Equal(expected, string.Join(' ', read.Data.ToArray().Select(b => b.ToString("X2", null))));
        Assert.Equal(10, read.ObjectLength);
    }

    [Fact]
    public async Task Allocates_no_more_than_the_file_holds()
    {
        File.WriteAllBytes(FilePath, [1]);
        using var source = new FileRangeSource(FilePath);

        RangeRead read = await source.ReadAsync(new(0, int.MaxValue), null, Token);

        Assert.True(MemoryMarshal.TryGetArray(read.Data, out ArraySegment<byte> segment));
        Assert.Single(segment.Array!);
    }

    [Fact]
    public async Task A_file_that_was_written_to_no_longer_matches()
    {
        File.WriteAllBytes(FilePath, [1, 2, 3]);
        using var source = new FileRangeSource(FilePath);
        string? etag = (await source.ReadAsync(new(0, 1), null, Token)).ETag;
        await source.ReadAsync(new(0, 1), etag, Token);

        File.WriteAllBytes(FilePath, [1, 2, 3, 4]);

        await Assert.ThrowsAsync<SourceChangedException>(async () => await source.ReadAsync(new(0, 1), etag, Token));
    }

    [Fact]
    public async Task A_missing_path_is_named()
    {
        using var source = new FileRangeSource(Path.Combine(_folder, "none.tif"));

        var error = await Assert.ThrowsAsync<SourceNotFoundException>(async () => await source.ReadAsync(new(0, 1), null, Token));

        Assert.Contains("none.tif", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_is_no_file()
    {
        using var source = new FileRangeSource(_folder);

        var error = await Assert.ThrowsAsync<SourceNotFoundException>(async () => await source.ReadAsync(new(0, 1), null, Token));

        Assert.Contains(_folder, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_below_a_file_is_a_typed_error()
    {
        File.WriteAllBytes(FilePath, [1]);
        using var source = new FileRangeSource(Path.Combine(FilePath, "below.tif"));

        await Assert.ThrowsAnyAsync<CogException>(async () => await source.ReadAsync(new(0, 1), null, Token));
    }

    [Fact]
    public void Its_address_is_a_file_address_that_names_the_path()
    {
        using var source = new FileRangeSource(FilePath);

        Assert.Equal("file", source.Uri.Scheme);
        Assert.Equal(FilePath, source.Uri.LocalPath);
    }

    [Fact]
    public async Task Concurrent_first_reads_share_one_handle()
    {
        File.WriteAllBytes(FilePath, [.. Enumerable.Range(0, 256).Select(i => (byte)i)]);
        using var source = new FileRangeSource(FilePath);

        RangeRead[] reads = await Task.WhenAll(
            Enumerable.Range(0, 256).Select(i => Task.Run(async () => await source.ReadAsync(new(i, 1), null, Token), Token))
        );

        Assert.Equal(Enumerable.Range(0, 256).Select(i => (byte)i), reads.Select(r => r.Data.Span[0]));
    }
}
