using Cog.Tiff.Color;

namespace Cog.Reading;

/// <summary>Planes of stored colours (CMYK, YCbCr) that are shown as RGB: a pixel is shown once all of them were read.</summary>
internal sealed class PlanarColors : IDisposable
{
    private readonly ColorConversion _view;
    private readonly Raster _planes;

    private PlanarColors(ColorConversion view, Raster planes) => (_view, _planes) = (view, planes);

    /// <summary>
    /// For one picture, as many planes as colours are shown of them; null for an image whose samples are shown as they are stored, or
    /// turned block by block.
    /// </summary>
    public static PlanarColors? Of(Ifd image, RasterSize size, CogReaderOptions options) =>
        image.PlanarConfiguration == PlanarConfiguration.Planar && image.ColorConversion is { } view
            ? new(view, Raster.Rent(SampleType.UInt8, image.SamplesPerPixel, size, options))
            : null;

    /// <summary>Requires all planes.</summary>
    public void AddTo(IBlockReading reading)
    {
        for (int plane = 0; plane < _planes.Bands; plane++)
        {
            reading.AddSample(plane, _planes, plane);
        }
    }

    /// <summary>Writes samples of the colours shown, after the blocks were decoded.</summary>
    /// <param name="targets">Sample, raster, band.</param>
    public void Convert(IReadOnlyList<(int Sample, Raster Raster, int Band)> targets)
    {
        int width = _planes.Width;
        byte[] stored = new byte[width * _planes.Bands],
            shown = new byte[width * _view.SamplesPerPixel];
        for (int y = 0; y < _planes.Height; y++)
        {
            for (int plane = 0; plane < _planes.Bands; plane++)
            {
                ReadOnlySpan<byte> row = _planes.RowBytes(plane, y);
                for (int x = 0; x < width; x++)
                {
                    stored[(x * _planes.Bands) + plane] = row[x];
                }
            }

            _view.Convert(stored, _planes.Bands, shown);
            foreach ((int sample, Raster raster, int band) in targets)
            {
                Span<byte> row = raster.RowBytes(band, y);
                for (int x = 0; x < width; x++)
                {
                    row[x] = shown[(x * _view.SamplesPerPixel) + sample];
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _planes.Dispose();
}
