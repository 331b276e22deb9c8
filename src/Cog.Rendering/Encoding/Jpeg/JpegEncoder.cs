using Cog.Codecs.Jpeg;

namespace Cog.Rendering.Encoding.Jpeg;

/// <summary>
/// Baseline JPEG in a JFIF file (ITU-T T.81, JFIF 1.01); one band as grey, three as YCbCr. It has no alpha: the mask is left out.
/// </summary>
/// <remarks>The bytes are those that libjpeg(-turbo) writes of the same pixels at the same quality, with its accurate DCT.</remarks>
internal sealed class JpegEncoder : IImageEncoder
{
    // A byte a pixel is more than a photograph takes; a large picture's memory grows.
    private const int HeaderBytes = 1024;
    private const int MaxCapacity = 1 << 18;

    /// <inheritdoc/>
    public byte[] Encode(Raster raster, EncodeOptions options)
    {
        PictureRules.Require(raster, "JPEG", allows16Bits: false, maxSize: 65_500);
        using var transform = new StripTransform(raster, options.Jpeg);
        using var output = new PooledOutput(HeaderBytes + Math.Min(raster.PixelCount, MaxCapacity));
        var scan = new ScanWriter(transform, output);
        (HuffmanCodes[] dc, HuffmanCodes[] ac) = options.Jpeg.OptimizesCodes ? BestCodes(transform, scan, options) : s_standardCodes;

        JpegHeader.Write(output, new(raster.Width, raster.Height), transform.Components, dc, ac);
        for (int strip = 0; strip < transform.Strips; strip++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            transform.Transform(strip);
            scan.Write(strip, dc, ac);
        }

        scan.Finish();
        output.Write(0xFF, JpegMarker.EndOfImage);
        return output.ToArray();
    }

    private static readonly (HuffmanCodes[] Dc, HuffmanCodes[] Ac) s_standardCodes = (
        [HuffmanCodes.Standard(isAc: false, 0), HuffmanCodes.Standard(isAc: false, 1)],
        [HuffmanCodes.Standard(isAc: true, 0), HuffmanCodes.Standard(isAc: true, 1)]
    );

    // The strips are transformed twice: that takes less than to keep the coefficients of all.
    private static (HuffmanCodes[] Dc, HuffmanCodes[] Ac) BestCodes(StripTransform transform, ScanWriter scan, EncodeOptions options)
    {
        int slots = Math.Min(2, transform.Components.Length);
        SymbolCounts[] dc = [.. Enumerable.Range(0, slots).Select(_ => new SymbolCounts())],
            ac = [.. Enumerable.Range(0, slots).Select(_ => new SymbolCounts())];
        for (int strip = 0; strip < transform.Strips; strip++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            transform.Transform(strip);
            scan.Count(strip, dc, ac);
        }

        scan.Restart();
        return ([.. dc.Select(c => c.ToCodes())], [.. ac.Select(c => c.ToCodes())]);
    }
}
