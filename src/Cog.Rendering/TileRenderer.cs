using Cog.Header;
using Cog.Rasters;
using Cog.Rendering.Encoding;
using Cog.Rendering.Styling;
using Cog.Rendering.Warping;
using Cog.Tiff;

namespace Cog.Rendering;

/// <summary>Raster to picture: start reading here. Reads what a plan says, warps it, styles it, encodes it.</summary>
public static class TileRenderer
{
    /// <summary>Reads and warps: samples in the file's own type on the picture's grid, with validity.</summary>
    /// <param name="reader">The file.</param>
    /// <param name="plan">What is read and where it goes.</param>
    /// <param name="bands">Samples wanted, from 0, in order; null for all.</param>
    /// <param name="noData">A caller's nodata; null for the file's own.</param>
    /// <param name="cancellationToken">Abandons the read, and the warp at its next row.</param>
    public static async Task<Raster> ReadAsync(CogReader reader, RenderPlan plan, IReadOnlyList<int>? bands, NoDataValue? noData, CancellationToken cancellationToken)
    {
        if (plan.Parts.Count > 0)
        {
            return (await StripMosaic.ReadAsync(reader, plan.Size, plan.Parts.Select(part =>
                (part.Column, (Func<Task<Raster?>>)(async () => await ReadAsync(reader, part.Plan, bands, noData, cancellationToken))))))!;
        }

        if (plan.Window.Width == 0 || plan.Window.Height == 0)
        {
            // The image's box touches the picture, its pixels do not.
            Ifd image = plan.Level.Image;
            return Raster.Rent(image.SampleType, bands?.Count ?? image.SamplesPerPixel, plan.Size.Width, plan.Size.Height, reader.Options.Limits, reader.Options.Pool);
        }

        using Raster window = await reader.ReadWindowAsync(plan.Level, plan.Window, bands, noData, cancellationToken);
        IReadOnlyList<int> samples = bands ?? [.. Enumerable.Range(0, window.Bands)];
        return Warper.Warp(window, samples, plan, PixelValidity.Of(reader.Header, plan.Level, noData), reader.Options, cancellationToken);
    }

    /// <summary>Styles and encodes. Pure.</summary>
    /// <param name="raster">Samples on the picture's grid.</param>
    /// <param name="header">The file: palette, statistics, colour interpretation.</param>
    /// <param name="bands">The samples that <paramref name="raster"/> holds; null for all of the file's colour bands.</param>
    /// <param name="style">How they become colours, and which format.</param>
    /// <param name="georeference">Where the picture lies: for formats that say so.</param>
    public static EncodedImage Encode(Raster raster, CogHeader header, IReadOnlyList<int>? bands, RenderStyle style, Georeference? georeference) =>
        PictureEncoder.Encode(raster, BandColors.Of(header, bands), style, georeference);
}
