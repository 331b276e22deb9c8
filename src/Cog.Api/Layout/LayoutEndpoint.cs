namespace Cog.Api.Layout;

/// <summary>
/// <c>GET /cog/layout?url=…</c>: which part of the file its bytes are, header, image, overviews and masks, and how each is cut into blocks.
/// </summary>
internal static class LayoutEndpoint
{
    /// <summary>An index of more blocks is looked at in its first and last entries alone.</summary>
    private const int MaxWhole = 65_536;

    private const int AtEachEnd = 64;

    public static FileAnswer Answer(RequestQuery query) => ReadAsync;

    private static async Task<BufferedResponse> ReadAsync(CogFile file)
    {
        CogHeader header = file.Header;
        List<FileArea> areas = [];
        foreach (Ifd ifd in header.Ifds.Where(ifd => ifd.Problem is null && file.Reader.CountIndexed(ifd) > 0))
        {
            if (await AreaOfAsync(file, ifd) is { } area)
            {
                areas.Add(area);
            }
        }

        // What is read to open a file may reach into its blocks.
        long headerEnd = areas.Count == 0 ? header.HeaderBytes : Math.Min(header.HeaderBytes, areas.Min(area => area.Offset));
        areas.Insert(0, new("header", null, null, 0, headerEnd));
        var layout = new FileLayout(header.FileLength, areas, [.. header.Levels.Select(level => LevelLayout.Of(file.Reader, level))]);
        return BufferedResponse.Json(layout, LayoutJson.Default.FileLayout);
    }

    private static async Task<FileArea?> AreaOfAsync(CogFile file, Ifd ifd)
    {
        long count = file.Reader.CountIndexed(ifd);
        bool isWhole = count <= MaxWhole;
        long[] numbers = isWhole ? Numbers(0, count) : [.. Numbers(0, AtEachEnd), .. Numbers(count - AtEachEnd, AtEachEnd)];
        (long[] offsets, long[] counts) = await file.Reader.LocateBlocksAsync(ifd, numbers, file.CancellationToken);
        var blocks = offsets.Zip(counts).Where(block => block is { First: > 0, Second: > 0 }).ToArray();
        if (blocks.Length == 0)
        {
            return null; // Nothing was ever written, or the file leaves out its byte counts.
        }

        long start = blocks.Min(block => block.First),
            end = blocks.Max(block => block.First > long.MaxValue - block.Second ? long.MaxValue : block.First + block.Second);
        (string kind, int? level) = KindOf(file.Header, ifd);
        return new(kind, level, ifd.Index, start, end - start)
        {
            Blocks = count,
            BlockBytes = isWhole ? blocks.Sum(block => (decimal)block.Second) : null,
            EmptyBlocks = isWhole ? count - blocks.Length : null,
        };
    }

    private static long[] Numbers(long first, long count) => [.. Enumerable.Range(0, (int)count).Select(i => first + i)];

    private static (string Kind, int? Level) KindOf(CogHeader header, Ifd ifd) =>
        header.Levels.FirstOrDefault(level => level.Image == ifd) is { } image ? ("image", image.Number)
        : header.Levels.FirstOrDefault(level => level.Mask == ifd) is { } masked ? ("mask", masked.Number)
        : ("page", null);
}
