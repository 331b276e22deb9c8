using Cog.Rendering.Projection.Epsg;
using Cog.Rendering.Tiling;

namespace Cog.Cli.Serving;

/// <summary>What the start of <c>cog serve</c> tells of a file.</summary>
/// <param name="Address">Its name and address.</param>
/// <param name="Size">Columns × rows.</param>
/// <param name="Samples">Bands and their type.</param>
/// <param name="Crs">The CRS.</param>
/// <param name="Zooms">Where it has something to show; or why it cannot be a map.</param>
/// <param name="Length">Bytes of the file; null when unknown.</param>
internal sealed record FileSummary(SourceAddress Address, RasterSize Size, string Samples, string Crs, string Zooms, long? Length)
{
    /// <summary>Opens every file, and reads its last block: a file that was cut off fails here and not tile by tile.</summary>
    /// <param name="files">Which.</param>
    /// <param name="skipped">Is told of each that cannot be read and was found in a folder: others beside it can be looked at.</param>
    /// <param name="cancellationToken">Abandons the reads.</param>
    /// <exception cref="CogException">A file that was named cannot be read.</exception>
    public static async Task<IReadOnlyList<FileSummary>> ReadAllAsync(
        IEnumerable<SourceAddress> files,
        Action<SourceAddress, Exception> skipped,
        CancellationToken cancellationToken
    )
    {
        var summaries = new List<FileSummary>();
        foreach (SourceAddress file in files)
        {
            try
            {
                using OpenedFile opened = await OpenedFile.OpenAsync(file, new(), cancellationToken);
                await ReadLastBlockAsync(file, opened.Reader, cancellationToken);
                summaries.Add(Of(file, opened.Reader.Header));
            }
            catch (Exception error) when (file.IsOfFolder && error is CogException or CommandException)
            {
                skipped(file, error);
            }
        }

        return summaries;
    }

    private static FileSummary Of(SourceAddress file, CogHeader header)
    {
        Ifd image = header.Image;
        string crs =
            EpsgSearch.CodeOf(header.GeoKeys) is { } code ? $"EPSG:{code}"
            : header.IsGeoreferenced ? "user-defined CRS"
            : "no CRS";
        return new(
            file,
            new(image.Width, image.Height),
            $"{image.SamplesPerPixel} × {image.SampleType.NumPyName()}",
            crs,
            ZoomsOf(header),
            header.FileLength
        );
    }

    private static string ZoomsOf(CogHeader header)
    {
        try
        {
            ZoomRange zooms = ZoomRange.Of(header, WellKnownTileMatrixSets.WebMercatorQuad);
            return $"zooms {zooms.MinZoom}–{zooms.MaxZoom}";
        }
        catch (Exception error) when (error is UnsupportedCrsException or UnsupportedTiffException)
        {
            return $"not as a map: {error.Message}"; // Blocks, windows and facts are still served.
        }
    }

    private static async Task ReadLastBlockAsync(SourceAddress file, CogReader reader, CancellationToken cancellationToken)
    {
        Ifd image = reader.Header.Image;
        try
        {
            using Raster? block = await reader.ReadBlockAsync(
                image.Index,
                image.BlocksAcross - 1,
                image.BlocksDown - 1,
                cancellationToken: cancellationToken
            );
        }
        catch (InvalidTiffException error)
        {
            throw OpenedFile.CutOff(file, error);
        }
    }
}
