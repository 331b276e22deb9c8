using System.Text.Json.Serialization;
using Cog.Api.Info;
using Cog.Rendering.Projection;

namespace Cog.Cli.Reports;

/// <summary>What <c>cog info</c> tells, under aiocogeo's names.</summary>
/// <param name="File">The address.</param>
/// <param name="Profile">The image.</param>
/// <param name="Ifd">The image and its overviews, largest first.</param>
/// <param name="MaskIfd">Their masks; null when there are none.</param>
/// <param name="HeaderSize">Bytes read until the last directory was known.</param>
/// <param name="GcpCount">How many ground control points the file has.</param>
/// <param name="Reads">What it cost to learn all this.</param>
internal sealed record InfoReport(
    string File,
    ProfileReport Profile,
    IReadOnlyList<IfdReport> Ifd,
    IReadOnlyList<IfdReport>? MaskIfd,
    long HeaderSize,
    int GcpCount,
    ReadsReport Reads
)
{
    /// <summary>What of the file contradicts itself, as <c>/cog/info</c> tells it; null when nothing does.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Warnings { get; init; }

    /// <summary>Every directory with its tags, as <c>/cog/info?ifd=true</c> tells it; only when asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<DirectoryDescription>? Ifds { get; init; }

    /// <summary>Collects it: the header is known, block sizes may take reads of their own.</summary>
    public static async Task<InfoReport> CreateAsync(SourceAddress address, OpenedFile file, CancellationToken cancellationToken)
    {
        CogHeader header = file.Reader.Header;
        var images = new List<IfdReport>();
        var masks = new List<IfdReport>();
        foreach (ImageLevel level in header.Levels)
        {
            images.Add(await IfdReport.CreateAsync(file.Source, header, level.Image, cancellationToken));
            if (level.Mask is not null)
            {
                masks.Add(await IfdReport.CreateAsync(file.Source, header, level.Mask, cancellationToken));
            }
        }

        return new(
            address.Url,
            ProfileReport.Of(header),
            images,
            masks.Count > 0 ? masks : null,
            header.HeaderBytes,
            header.GroundControlPointCount,
            new(file.Reads.Count, file.Reads.ByteCount)
        )
        {
            Warnings = Crs.WarningsOf(header.GeoKeys) is { Count: > 0 } warnings ? warnings : null,
        };
    }
}

/// <summary>One directory.</summary>
/// <param name="Id">Its place in the chain of directories.</param>
/// <param name="Size">Columns, rows.</param>
/// <param name="BlockSize">Columns, rows of a block.</param>
/// <param name="TileSizes">Compressed sizes of its blocks; null when none is stored, or when there are too many to look at.</param>
internal sealed record IfdReport(int Id, int[] Size, int[] BlockSize, BlockSizes? TileSizes)
{
    internal static async Task<IfdReport> CreateAsync(
        IRangeSource source,
        CogHeader header,
        Ifd ifd,
        CancellationToken cancellationToken
    ) =>
        new(
            ifd.Index,
            [ifd.Width, ifd.Height],
            [ifd.BlockWidth, ifd.BlockHeight],
            await BlockSizes.ReadAsync(source, header, ifd, cancellationToken)
        );
}

/// <summary>Reads and their bytes.</summary>
internal sealed record ReadsReport(int Count, long Bytes);
