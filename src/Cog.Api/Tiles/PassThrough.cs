using Cog.Rasters;
using Cog.Reading;
using Cog.Rendering.Encoding.Stored;

namespace Cog.Api.Tiles;

/// <summary>
/// A tile that is a block of the file, in the format that is asked for: its bytes are the answer, and nothing is decoded.
/// </summary>
internal static class PassThrough
{
    private static readonly KeyValuePair<string, string>[] s_headers =
    [
        new("X-Tile-Path", "passthrough"),
        new("X-Content-Type-Options", "nosniff"), // The bytes are whoever's wrote the file.
    ];

    /// <summary>Answers with a block.</summary>
    /// <param name="request">The tile.</param>
    /// <param name="data">What it is of.</param>
    /// <param name="bands">The bands of the picture.</param>
    /// <param name="tile">The block that has its pixels; null when there is none.</param>
    /// <returns>Null when the tile must be drawn.</returns>
    public static async Task<BufferedResponse?> AnswerAsync(TileRequest request, IDataset data, BandPlan bands, StoredTile? tile)
    {
        CogFile file = data.Lead;
        if (
            tile is null
            || !data.IsOneFile
            || !file.Options.PassThrough
            || !request.Parameters.ShowsStoredValues
            || tile.FormatOf(bands, data.ColorsOf(bands)) is not { } format
            || (request.Format ?? format) != format
            || (format == ImageFormat.Jpeg && file.Options.Jpeg != new JpegOptions()) // Of another quality than is asked for.
        )
        {
            return null;
        }

        // A JPEG shows masked pixels as they are stored, as does a WebP without alpha. With no format named, they make the picture a PNG.
        bool asksMask = request.Format is null || (format == ImageFormat.WebP && request.Parameters.ReturnMask);
        ValidityKind validity = PixelValidity.Of(file.Header, tile.Level, null).Kind;
        bool isServed = validity switch
        {
            ValidityKind.All => true,
            // A block that turns out to be masked is read again, to be drawn: from memory.
            ValidityKind.Mask => !asksMask || (tile.Level.Mask is not null && file.Reader.Options.BlockCache is not null),
            _ => false,
        };
        if (!isServed)
        {
            return null;
        }

        StoredBlock block = await file.Log.ReadAsync(() =>
            file.Reader.FetchStoredAsync(tile.Level, (tile.X, tile.Y), asksMask, file.CancellationToken)
        );
        return !block.Bytes.IsEmpty && !block.IsMasked && tile.Encode(format, block.Bytes.Span) is { } image
            ? new(image.Bytes, image.MediaType) { Headers = s_headers }
            : null;
    }
}
