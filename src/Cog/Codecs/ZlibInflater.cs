using System.Runtime.InteropServices;
using Cog.Tiff;

namespace Cog.Codecs;

/// <summary>
/// Inflates by calling the zlib inside the .NET runtime without a stream between: no copies, no window to keep up, nothing allocated.
/// </summary>
/// <remarks>
/// The functions are those that <see cref="System.IO.Compression.ZLibStream"/> itself calls (dotnet/runtime,
/// src/native/libs/System.IO.Compression.Native, pal_zlib.h); Native AOT links them statically. They are not public API:
/// <see cref="IsAvailable"/> tries them on a known stream once.
/// </remarks>
internal static unsafe partial class ZlibInflater
{
    private const string Library = "libSystem.IO.Compression.Native";
    private const int ZlibWrapped = 15; // windowBits: a 32 KB window; not negative (raw), not over 15 (gzip).
    private const int Finish = 4; // All input and all output are at hand, so zlib-ng writes straight to the output.
    private const int StreamEnd = 1;
    private const int Ok = 0;
    private const int BufferError = -5; // Output full, or input at its end: not an error of the data.

    [ThreadStatic]
    private static State? t_state;

    private static readonly Lazy<bool> s_isAvailable = new(Try);

    /// <summary>True when the functions are there and do what is expected of them.</summary>
    public static bool IsAvailable => s_isAvailable.Value;

    /// <inheritdoc cref="DeflateCodec.Inflate(ReadOnlySpan{byte}, Span{byte}, Interruption)"/>
    public static int Inflate(ReadOnlySpan<byte> source, Span<byte> destination, Interruption interruption, out InflateEnd end)
    {
        end = InflateEnd.OfSource;
        if (source.IsEmpty || destination.IsEmpty)
        {
            return 0; // zlib takes no null pointer, and an empty span is one.
        }

        State state = t_state ??= new();
        ZStream* stream = state.Reset();

        fixed (
            byte* input = source,
                output = destination
        )
        {
            // Part by part, to ask between them; most blocks are one. zlib keeps its window from one to the next.
            int unread = source.Length,
                unwritten = destination.Length,
                result;
            stream->NextIn = input;
            stream->NextOut = output;
            try
            {
                do
                {
                    interruption.ThrowIfRequested();
                    uint read = stream->AvailIn = (uint)Math.Min(unread, Interruption.Interval),
                        write = stream->AvailOut = (uint)Math.Min(unwritten, Interruption.Interval);
                    result = CompressionNative_Inflate(stream, Finish);
                    unread -= (int)(read - stream->AvailIn);
                    unwritten -= (int)(write - stream->AvailOut);
                } while (
                    // It stops for want of input or of room: goes on if there is more of what it lacks. The end of a stream may lie behind
                    // the last byte that there is room for.
                    result is Ok or BufferError
                    && ((stream->AvailIn == 0 && unread > 0) || (stream->AvailOut == 0 && unwritten > 0))
                );
            }
            finally
            {
                stream->NextIn = stream->NextOut = null;
            }

            end =
                result == StreamEnd ? InflateEnd.OfStream
                : unread == 0 ? InflateEnd.OfSource
                : InflateEnd.OfBuffer;
            int written = destination.Length - unwritten;
            return result is StreamEnd or Ok or BufferError
                ? written
                : throw new InvalidTiffException(
                    $"Malformed Deflate data: zlib's error {result} after {written} of {destination.Length} bytes."
                );
        }
    }

    private static bool Try()
    {
        ReadOnlySpan<byte> stored = [0x78, 0x01, 0x01, 0x03, 0x00, 0xFC, 0xFF, (byte)'C', (byte)'o', (byte)'g', 0x02, 0x11, 0x01, 0x1A];
        Span<byte> text = stackalloc byte[3];
        try
        {
            return Inflate(stored, text, Interruption.None, out _) == 3 && text.SequenceEqual("Cog"u8);
        }
        catch (Exception e)
            when (e is DllNotFoundException or EntryPointNotFoundException or InvalidOperationException or InvalidTiffException)
        {
            return false;
        }
    }

    [LibraryImport(Library)]
    private static partial int CompressionNative_InflateInit2_(ZStream* stream, int windowBits);

    [LibraryImport(Library)]
    private static partial int CompressionNative_InflateReset2_(ZStream* stream, int windowBits);

    [LibraryImport(Library)]
    private static partial int CompressionNative_Inflate(ZStream* stream, int flush);

    [LibraryImport(Library)]
    private static partial int CompressionNative_InflateEnd(ZStream* stream);

    /// <summary>PAL_ZStream of pal_zlib.h, with room behind it should it grow.</summary>
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

    /// <summary>One thread's decoder, some 40 KB of native memory, freed when the thread is gone.</summary>
    private sealed class State : SafeHandle
    {
        public State()
            : base(0, ownsHandle: true)
        {
            var stream = (ZStream*)NativeMemory.AllocZeroed((nuint)sizeof(ZStream));
            int result;
            try
            {
                result = CompressionNative_InflateInit2_(stream, ZlibWrapped);
            }
            catch
            {
                NativeMemory.Free(stream);
                throw;
            }

            if (result != Ok)
            {
                NativeMemory.Free(stream);
                throw new InvalidOperationException($"zlib did not start: error {result}.");
            }

            SetHandle((nint)stream);
        }

        public override bool IsInvalid => handle == 0;

        public ZStream* Reset()
        {
            var stream = (ZStream*)handle;
            int result = CompressionNative_InflateReset2_(stream, ZlibWrapped);
            return result == Ok ? stream : throw new InvalidOperationException($"zlib did not reset: error {result}.");
        }

        protected override bool ReleaseHandle()
        {
            _ = CompressionNative_InflateEnd((ZStream*)handle);
            NativeMemory.Free((void*)handle);
            return true;
        }
    }
}
