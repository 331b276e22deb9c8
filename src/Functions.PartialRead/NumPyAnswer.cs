using Cog.Hosting;
using Cog.Reading;
using Cog.Rendering.Encoding;
using Cog.Tiff;

namespace Functions.PartialRead;

/// <summary>Arrays as they are stored: no mask band, no styling.</summary>
internal static class NumPyAnswer
{
    /// <summary>Bands × rows × columns, in the samples' own type.</summary>
    public static Answer Of(Raster raster) => Of(raster.Samples, raster.SampleType, [raster.Bands, raster.Height, raster.Width]);

    /// <summary>Rows × columns, 0 … 255.</summary>
    public static Answer OfMask(Raster raster) => Of(raster.Mask, SampleType.UInt8, [raster.Height, raster.Width]);

    private static Answer Of(ReadOnlySpan<byte> samples, SampleType type, ReadOnlySpan<int> shape) =>
        new(NumPyWriter.Write(samples, type, shape), ImageFormat.NumPy.MediaType());
}
