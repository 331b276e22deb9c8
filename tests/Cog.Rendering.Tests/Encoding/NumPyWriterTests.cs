using System.Runtime.InteropServices;
using Cog.Rendering.Encoding;

namespace Cog.Rendering.Tests.Encoding;

public class NumPyWriterTests
{
    // The dictionaries that numpy.save writes for such arrays, NumPy 1.24; 0x76 bytes with their padding.
    [Theory]
    [InlineData(SampleType.UInt8, new[] { 2, 3 }, "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 3), }")]
    [InlineData(SampleType.Int8, new[] { 6 }, "{'descr': '|i1', 'fortran_order': False, 'shape': (6,), }")]
    [InlineData(SampleType.UInt16, new[] { 1, 2, 3 }, "{'descr': '<u2', 'fortran_order': False, 'shape': (1, 2, 3), }")]
    [InlineData(SampleType.Int16, new[] { 1, 2, 3 }, "{'descr': '<i2', 'fortran_order': False, 'shape': (1, 2, 3), }")]
    [InlineData(SampleType.UInt32, new[] { 1, 2, 3 }, "{'descr': '<u4', 'fortran_order': False, 'shape': (1, 2, 3), }")]
    [InlineData(SampleType.Int32, new[] { 1, 2, 3 }, "{'descr': '<i4', 'fortran_order': False, 'shape': (1, 2, 3), }")]
    [InlineData(SampleType.UInt64, new[] { 1, 2, 3 }, "{'descr': '<u8', 'fortran_order': False, 'shape': (1, 2, 3), }")]
    [InlineData(SampleType.Int64, new[] { 1, 2, 3 }, "{'descr': '<i8', 'fortran_order': False, 'shape': (1, 2, 3), }")]
    [InlineData(SampleType.Float32, new[] { 1, 2, 3 }, "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2, 3), }")]
    [InlineData(SampleType.Float64, new[] { 1, 2, 3 }, "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 2, 3), }")]
    [InlineData(SampleType.ComplexFloat32, new[] { 1, 2, 3 }, "{'descr': '<c8', 'fortran_order': False, 'shape': (1, 2, 3), }")]
    [InlineData(SampleType.ComplexFloat64, new[] { 1, 2, 3 }, "{'descr': '<c16', 'fortran_order': False, 'shape': (1, 2, 3), }")]
    public void Writes_the_head_that_numpy_writes(SampleType type, int[] shape, string dictionary)
    {
        byte[] data = [.. Enumerable.Range(0, 6 * type.ByteSize()).Select(i => (byte)i)];

        byte[] file = NumPyWriter.Write(data, type, shape);

        // 10 bytes and the dictionary, padded by spaces to a multiple of 64, the last a newline: 128 for each of these.
        Assert.Equal("934E554D50590100" + "7600", Convert.ToHexString(file, 0, 10));
        Assert.Equal(dictionary.PadRight(117) + "\n", System.Text.Encoding.ASCII.GetString(file, 10, 118));
        Assert.Equal(data, file[128..]);
    }

    [Theory]
    [InlineData(SampleType.ComplexInt16)]
    [InlineData(SampleType.ComplexInt32)]
    public void Complex_integers_become_complex_floats(SampleType type)
    {
        byte[] data =
            type == SampleType.ComplexInt16
                ? MemoryMarshal.AsBytes<short>([1, -2, 32767, -32768]).ToArray()
                : MemoryMarshal.AsBytes<int>([1, -2, 32767, -32768]).ToArray();

        byte[] file = NumPyWriter.Write(data, type, [2]);

        Assert.Contains("'<c8'", System.Text.Encoding.ASCII.GetString(file, 0, 128), StringComparison.Ordinal);
        Assert.Equal([1f, -2f, 32767f, -32768f], MemoryMarshal.Cast<byte, float>(file.AsSpan(128)).ToArray());
    }

    [Fact]
    public void Refuses_a_shape_that_the_data_does_not_fill() =>
        Assert.Throws<ArgumentException>(() => NumPyWriter.Write(new byte[6], SampleType.UInt8, [2, 4]));
}
