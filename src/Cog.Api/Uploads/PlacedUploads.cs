using Cog.Api.Mosaics;
using Cog.Hosting.Aws;
using Cog.Hosting.Lambda;

namespace Cog.Api.Uploads;

/// <summary>The table of places, kept up with what is uploaded: a valid upload is on the map of its folder.</summary>
/// <param name="table">The table; null when there is none.</param>
internal sealed class PlacedUploads(PlaceTable? table)
{
    /// <summary>The table has it.</summary>
    public const string Placed = "placed";

    /// <summary>The table has what was written later by that name.</summary>
    public const string KeptNewer = "kept-newer";

    /// <summary>The file does not say where on the earth it lies.</summary>
    public const string Nowhere = "nowhere";

    /// <summary>Enters an upload, in the place of what it replaced.</summary>
    /// <param name="record">The upload.</param>
    /// <param name="header">Its header.</param>
    /// <param name="readAt">When that was known to be the object's.</param>
    /// <param name="cancellationToken">Abandons it.</param>
    /// <returns>What became of it, in one of this type's words; null when there is no table.</returns>
    /// <exception cref="CogException">The table does not answer.</exception>
    public async Task<string?> EnterAsync(S3Record record, CogHeader header, DateTimeOffset readAt, CancellationToken cancellationToken)
    {
        if (table is null)
        {
            return null;
        }

        DateTimeOffset written = record.EventTime ?? readAt;
        if (Of(record.Bucket, record.Key, written, header) is not { } placed)
        {
            await table.RemoveAsync(record.Bucket, record.Key, written, cancellationToken);
            return Nowhere;
        }

        (int level, IReadOnlyList<string> cells) = PlaceCells.Of(placed.Box);
        return await table.PutAsync(placed, level, cells, cancellationToken) ? Placed : KeptNewer;
    }

    /// <summary>Takes out what was removed, or what a file that does not belong there replaced.</summary>
    /// <exception cref="CogException">The table does not answer.</exception>
    public Task RemoveAsync(S3Record record, CancellationToken cancellationToken) =>
        table is null ? Task.CompletedTask : table.RemoveAsync(record.Bucket, record.Key, record.EventTime, cancellationToken);

    /// <summary>An object as the table has it; null when its header does not say where it lies.</summary>
    public static PlacedObject? Of(string bucket, string key, DateTimeOffset written, CogHeader header)
    {
        try
        {
            return header.IsGeoreferenced && FileExtent.Of(header, Crs.Wgs84) is { } box
                ? new(bucket, key, written, box, PlaceCells.ResolutionOf(box, new(header.Image.Width, header.Image.Height)))
                : null;
        }
        catch (CogException)
        {
            return null; // A CRS that is not supported: it could not be drawn, either.
        }
    }
}

/// <summary>What uploads are entered in.</summary>
/// <param name="Headers">The shared table of headers; null when there is none.</param>
/// <param name="Places">The table of places; null when there is none.</param>
internal sealed record UploadTables(Header.IHeaderCache? Headers, PlaceTable? Places);
