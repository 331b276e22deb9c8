using Cog.Blocks;
using Cog.Rasters;

namespace Cog.Reading;

/// <summary>From the stored bytes of one block to a raster.</summary>
internal static class BlockDecoder
{
    /// <summary>Decodes a block that was fetched before; one at the edge is clipped to the image.</summary>
    /// <param name="header">The file.</param>
    /// <param name="ifd">An image or a mask.</param>
    /// <param name="position">Block column, block row and plane, which it has.</param>
    /// <param name="stored">Its bytes in the file; none when it is sparse.</param>
    /// <param name="options">Limits, codecs, pool.</param>
    public static Raster Decode(
        CogHeader header,
        Ifd ifd,
        (int X, int Y, int Plane) position,
        ReadOnlyMemory<byte> stored,
        CogReaderOptions options
    )
    {
        PixelWindow window = BlockGrid.Of(ifd).Cell(position.X, position.Y).Window;
        bool isPlanar = ifd.PlanarConfiguration == PlanarConfiguration.Planar;
        int bands = isPlanar || ifd.IsMask ? 1 : ifd.SamplesPerPixel;
        PixelValidity validity = PixelValidity.Of(header, new ImageLevel(0, ifd, null), null);
        SampleType type = ifd.IsMask ? SampleType.UInt8 : ifd.SampleType;
        Raster raster = Raster.Rent(type, bands, new(window.Width, window.Height), options);
        try
        {
            var blocks = new WindowBlocks(ifd, window, window, validity.SparseFill, options);
            if (ifd.IsMask)
            {
                blocks.AddMask(ifd, raster);
            }
            else
            {
                Enumerable.Range(0, bands).ToList().ForEach(band => blocks.AddSample(isPlanar ? position.Plane : band, raster, band));
            }

            blocks.Plan();
            blocks.Decode(0, stored, CancellationToken.None);
            if (ifd.IsMask)
            {
                raster.Mask.CopyTo(raster.Samples);
                raster.Mask.Fill(255);
            }
            else if (validity.Kind == ValidityKind.Alpha && !isPlanar)
            {
                PixelValidity.Opacity(raster.BandBytes(validity.AlphaBand), raster.SampleType, raster.Mask);
            }
            else
            {
                // The alpha of a planar image stands in another block.
                (validity.Kind == ValidityKind.Alpha ? new PixelValidity(ValidityKind.All) : validity).Apply(raster, null);
            }

            return raster;
        }
        catch
        {
            raster.Dispose();
            throw;
        }
    }
}
