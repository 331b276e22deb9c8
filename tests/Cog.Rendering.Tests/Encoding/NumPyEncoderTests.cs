using System.Runtime.InteropServices;
using Cog.Rendering.Encoding;
using Cog.Rendering.Styling;

namespace Cog.Rendering.Tests.Encoding;

public class NumPyEncoderTests
{
    private static byte[] Body(byte[] file) => file[(10 + file[8] + (file[9] << 8))..];

    private static byte[] EncodeMask(SampleType type, params byte[] mask)
    {
        using Raster raster = TestRasters.Create(type, 1, mask.Length, 1, i => (byte)i, i => mask[i]);
        byte[] body = Body(ImageEncoders.For(ImageFormat.NumPy).Encode(raster, EncodeOptions.Default));
        Assert.Equal(raster.Samples.ToArray(), body[..raster.Samples.Length]);
        return body[raster.Samples.Length..];
    }

    // TiTiler 2.2: the mask band spans the data type.
    [Fact]
    public void The_last_band_is_the_mask_from_the_types_least_value_to_its_largest()
    {
        Assert.Equal([255, 0, 100], EncodeMask(SampleType.UInt8, 255, 0, 100));
        Assert.Equal([sbyte.MaxValue, sbyte.MinValue], MemoryMarshal.Cast<byte, sbyte>(EncodeMask(SampleType.Int8, 255, 0)).ToArray());
        Assert.Equal(
            [ushort.MaxValue, (ushort)0, (ushort)257],
            MemoryMarshal.Cast<byte, ushort>(EncodeMask(SampleType.UInt16, 255, 0, 1)).ToArray()
        );
        Assert.Equal([short.MaxValue, short.MinValue], MemoryMarshal.Cast<byte, short>(EncodeMask(SampleType.Int16, 255, 0)).ToArray());
        Assert.Equal([uint.MaxValue, 0u], MemoryMarshal.Cast<byte, uint>(EncodeMask(SampleType.UInt32, 255, 0)).ToArray());
        Assert.Equal([int.MaxValue, int.MinValue], MemoryMarshal.Cast<byte, int>(EncodeMask(SampleType.Int32, 255, 0)).ToArray());
        Assert.Equal([ulong.MaxValue, 0ul], MemoryMarshal.Cast<byte, ulong>(EncodeMask(SampleType.UInt64, 255, 0)).ToArray());
        Assert.Equal([long.MaxValue, long.MinValue], MemoryMarshal.Cast<byte, long>(EncodeMask(SampleType.Int64, 255, 0)).ToArray());
        Assert.Equal([float.MaxValue, float.MinValue], MemoryMarshal.Cast<byte, float>(EncodeMask(SampleType.Float32, 255, 0)).ToArray());
        Assert.Equal(
            [double.MaxValue, double.MinValue],
            MemoryMarshal.Cast<byte, double>(EncodeMask(SampleType.Float64, 255, 0)).ToArray()
        );
        Assert.Equal(
            [float.MaxValue, 0, float.MinValue, 0],
            MemoryMarshal.Cast<byte, float>(EncodeMask(SampleType.ComplexFloat32, 255, 0)).ToArray()
        );
    }

    [Fact]
    public void Partial_alpha_lies_between()
    {
        double[] mask = MemoryMarshal.Cast<byte, double>(EncodeMask(SampleType.Float64, 0, 51, 204, 255)).ToArray();

        Assert.Equal(-0.6, mask[1] / double.MaxValue, 1e-12);
        Assert.Equal(0.6, mask[2] / double.MaxValue, 1e-12);
    }

    [Fact]
    public void Without_the_mask_there_are_the_bands_alone()
    {
        using Raster raster = TestRasters.Noise(SampleType.Int16, 3, 5, 4);

        byte[] file = ImageEncoders.For(ImageFormat.NumPy).Encode(raster, new EncodeOptions { ReturnMask = false });

        Assert.Contains("'shape': (3, 4, 5)", System.Text.Encoding.ASCII.GetString(file, 0, 128), StringComparison.Ordinal);
        Assert.Equal(raster.Samples.ToArray(), Body(file));
    }
}
