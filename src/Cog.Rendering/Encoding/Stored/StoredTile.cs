using Cog.Rendering.Tiling;
using Cog.Rendering.Warping;
using Cog.Tiff;

namespace Cog.Rendering.Encoding.Stored;

/// <summary>A block of a file that has the pixels of a tile, all of them and no others.</summary>
/// <param name="Level">The image or an overview.</param>
/// <param name="X">Block column.</param>
/// <param name="Y">Block row.</param>
internal sealed record StoredTile(ImageLevel Level, int X, int Y)
{
    // Pixels by which the grids of tiles and blocks may differ: rounding, in the files of all writers, is far below.
    private const double Tolerance = 1e-3;

    /// <summary>The block that a plan shows pixel for pixel; null when there is none.</summary>
    public static StoredTile? Of(RenderPlan plan)
    {
        Ifd image = plan.Level.Image;
        PixelScan scan = plan.Scan;
        if (
            plan.Grid is not null
            || plan.Parts.Count > 0
            || plan.Window.Width == 0
            || plan.Size != new RasterSize(image.BlockWidth, image.BlockHeight)
        )
        {
            return null;
        }

        double left = plan.Window.X + scan.OriginX,
            top = plan.Window.Y + scan.OriginY;
        double x = Math.Round(left / image.BlockWidth),
            y = Math.Round(top / image.BlockHeight);
        return
            IsNear(left, x * image.BlockWidth)
            && IsNear(top, y * image.BlockHeight)
            && IsNear(scan.StepX * image.BlockWidth, image.BlockWidth)
            && IsNear(scan.StepY * image.BlockHeight, image.BlockHeight)
            ? Of(plan.Level, x, y)
            : null;
    }

    /// <summary>The block that a tile of the file's own grid is; null when it reaches beyond the image.</summary>
    public static StoredTile? Of(NativeGridTile tile) =>
        Of(tile.Level, tile.Window.X / tile.Level.Image.BlockWidth, tile.Window.Y / tile.Level.Image.BlockHeight);

    /// <summary>The format in which the block is stored as a picture of its own; null when it is none that can be handed on.</summary>
    /// <param name="bands">The bands of the picture.</param>
    /// <param name="colors">What the file says of them.</param>
    public ImageFormat? FormatOf(BandPlan bands, BandColors colors)
    {
        Ifd image = Level.Image;
        bool showsAll =
            !bands.IsComputed && bands.Samples.SequenceEqual(Enumerable.Range(0, image.SamplesPerPixel)) && colors.Palette is null;
        if (
            !showsAll
            || !image.IsTiled
            || image.PlaneCount != 1
            || image.BitsPerSample != 8
            || image.SampleType != SampleType.UInt8
            || image.ColorConversion is not null
            || image.WholeLayout.IsLowBitFirst
        )
        {
            return null;
        }

        return (image.Compression, image.SamplesPerPixel, image.Photometric) switch
        {
            (Compression.Jpeg, 1, PhotometricInterpretation.MinIsBlack) => ImageFormat.Jpeg,
            (Compression.Jpeg, 3, PhotometricInterpretation.YCbCr or PhotometricInterpretation.Rgb) => ImageFormat.Jpeg,
            (Compression.WebP, 3, PhotometricInterpretation.Rgb) => ImageFormat.WebP,
            _ => null,
        };
    }

    /// <summary>The block's bytes as a file of their own.</summary>
    /// <param name="format">That of <see cref="FormatOf"/>.</param>
    /// <param name="block">As stored.</param>
    /// <returns>Null when they are none that every decoder shows as this reader does: the tile must be drawn.</returns>
    public EncodedImage? Encode(ImageFormat format, ReadOnlySpan<byte> block)
    {
        Ifd image = Level.Image;
        byte[]? file =
            format == ImageFormat.Jpeg
                ? JpegInterchange.Splice(image.WholeLayout, block)
                : WebPFile.Cut(block, new(image.BlockWidth, image.BlockHeight));
        return file is null ? null : new(file, format.MediaType());
    }

    private static StoredTile? Of(ImageLevel level, double x, double y) =>
        x >= 0 && y >= 0 && (x + 1) * level.Image.BlockWidth <= level.Width && (y + 1) * level.Image.BlockHeight <= level.Height
            ? new(level, (int)x, (int)y)
            : null;

    private static bool IsNear(double left, double right) => Math.Abs(left - right) <= Tolerance;
}
