using System.Runtime.InteropServices;
using Cog.Codecs.Deflate;

namespace Cog.Tests.Codecs.Deflate;

/// <summary>
/// The zlib inside the .NET runtime, called without a stream between: what it takes, refuses and writes, to the byte, is what a decoder is
/// held to. <see cref="System.IO.Compression.ZLibStream"/> calls the same functions, but does not tell where a stream stops.
/// </summary>
internal static unsafe partial class RuntimeZlib
{
    private const string Library = "libSystem.IO.Compression.Native";

    /// <summary>Inflates in one call.</summary>
    /// <returns>Bytes written; null for malformed data.</returns>
    public static int? Inflate(ReadOnlySpan<byte> source, Span<byte> destination, out InflateEnd end)
    {
        end = InflateEnd.OfSource;
        if (source.IsEmpty || destination.IsEmpty)
        {
            return 0;
        }

        var stream = default(ZStream);
        Assert.Equal(0, CompressionNative_InflateInit2_(&stream, 15));
        fixed (
            byte* input = source,
                output = destination
        )
        {
            stream.NextIn = input;
            stream.AvailIn = (uint)source.Length;
            stream.NextOut = output;
            stream.AvailOut = (uint)destination.Length;
            int result = CompressionNative_Inflate(&stream, flushCode: 4); // Z_FINISH
            int written = destination.Length - (int)stream.AvailOut;
            end =
                result == 1 ? InflateEnd.OfStream
                : stream.AvailIn == 0 ? InflateEnd.OfSource
                : InflateEnd.OfBuffer;
            _ = CompressionNative_InflateEnd(&stream);
            return result is 1 or 0 or -5 ? written : null; // Z_STREAM_END, Z_OK, Z_BUF_ERROR
        }
    }

    [LibraryImport(Library)]
    private static partial int CompressionNative_InflateInit2_(ZStream* stream, int windowBits);

    [LibraryImport(Library)]
    private static partial int CompressionNative_Inflate(ZStream* stream, int flushCode);

    [LibraryImport(Library)]
    private static partial int CompressionNative_InflateEnd(ZStream* stream);

    /// <summary>PAL_ZStream of dotnet/runtime's pal_zlib.h.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 128)]
    private struct ZStream
    {
        public byte* NextIn;
        public byte* NextOut;
        public byte* Message;
        public void* InternalState;
        public uint AvailIn;
        public uint AvailOut;
    }
}
