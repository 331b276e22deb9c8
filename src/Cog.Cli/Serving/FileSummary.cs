using Cog.Geo;
using Cog.Header;
using Cog.Rasters;
using Cog.Rendering.Tiling;
using Cog.Tiff;

namespace Cog.Cli.Serving;

/// <summary>What the start of <c>cog serve</c> tells of a file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Size">Columns × rows.</param>
/// <param name="Samples">Bands and their type.</param>
/// <param name="Crs">The CRS.</param>
/// <param name="Zooms">Where it has something to show; or why it cannot be a map.</param>
/// <param name="Length">Bytes of the file; null when unknown.</param>
internal sealed record FileSummary(string Name, RasterSize Size, string Samples, string Crs, string Zooms, long? Length)
{
    /// <summary>Opens every file, and reads its last block: a file that was cut off fails here and not tile by tile.</summary>
    /// <exception cref="CogException">A file cannot be read.</exception>
    public static async Task<IReadOnlyList<FileSummary>> ReadAllAsync(IEnumerable<SourceAddress> files, CancellationToken cancellationToken)
    {
        var summaries = new List<FileSummary>();
        foreach (SourceAddress file in files)
        {
            using OpenedFile opened = await OpenedFile.OpenAsync(file, cancellationToken);
            await ReadLastBlockAsync(file, opened.Reader, cancellationToken);
            summaries.Add(Of(file, opened.Reader.Header));
        }

        return summaries;
    }

    private static FileSummary Of(SourceAddress file, CogHeader header)
    {
        Ifd image = header.Image;
        string crs = header.EpsgCode is { } code ? $"EPSG:{code}" : header.IsGeoreferenced ? "user-defined CRS" : "no CRS";
        return new(
            file.Name,
            new(image.Width, image.Height),
            $"{image.SamplesPerPixel} × {image.SampleType.NumPyName()}",
            crs,
            ZoomsOf(header),
            header.FileLength);
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
            using Raster? block = await reader.ReadBlockAsync(image.Index, image.BlocksAcross - 1, image.BlocksDown - 1, cancellationToken: cancellationToken);
        }
        catch (InvalidTiffException error)
        {
            throw OpenedFile.CutOff(file, error);
        }
    }
}
