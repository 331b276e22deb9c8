using System.Runtime.InteropServices;
using Cog.Rasters;

namespace Cog.Tests.Rasters;

public class PixelValidityTests
{
    // uint16: GDAL's GDALRescaledAlphaBand, read by gdal.Open(…).GetRasterBand(1).GetMaskBand(). int16: gdalwarp's SRC_ALPHA_MAX, 32767 for
    // 15 bits; what is below 0 has no weight.
    [Fact]
    public void Sixteen_bits_of_alpha_become_eight()
    {
        ushort[] unsigned = [0, 1, 256, 32_767, 49_151, 65_534, 65_535];
        short[] signed = [short.MinValue, -5, 0, 1, 128, 16_383, 32_766, 32_767];

        Assert.Equal([0, 1, 1, 127, 191, 254, 255], OpacityOf(MemoryMarshal.AsBytes<ushort>(unsigned), SampleType.UInt16, 7));
        Assert.Equal([0, 0, 0, 1, 1, 127, 254, 255], OpacityOf(MemoryMarshal.AsBytes<short>(signed), SampleType.Int16, 8));
    }

    private static byte[] OpacityOf(ReadOnlySpan<byte> samples, SampleType type, int count)
    {
        byte[] mask = new byte[count];
        PixelValidity.Opacity(samples, type, mask);
        return mask;
    }
}
