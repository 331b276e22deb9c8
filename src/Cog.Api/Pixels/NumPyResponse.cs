using Cog.Rendering.Encoding;

namespace Cog.Api.Pixels;

/// <summary>Arrays as they are stored: no mask band, no styling.</summary>
internal static class NumPyResponse
{
    /// <summary>Bands × rows × columns, in the samples' own type.</summary>
    public static BufferedResponse Of(Raster raster) => Of(raster.Samples, raster.SampleType, [raster.Bands, raster.Height, raster.Width]);

    /// <summary>Rows × columns, 0 … 255.</summary>
    public static BufferedResponse OfMask(Raster raster) => Of(raster.Mask, SampleType.UInt8, [raster.Height, raster.Width]);

    private static BufferedResponse Of(ReadOnlySpan<byte> samples, SampleType type, ReadOnlySpan<int> shape) =>
        PictureResponse.Of(new(NumPyWriter.Write(samples, type, shape), ImageFormat.NumPy.MediaType()));
}
