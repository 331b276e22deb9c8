using ZstdSharp.Unsafe;

namespace Cog.Codecs;

/// <summary>Zstandard, Compression = 50000 (libtiff; RFC 8878). A block is a frame.</summary>
internal sealed class ZstdCodec : IBlockCodec
{
    // Some milliseconds of work.
    private const int AtOnce = 4 * Interruption.Interval;

    // RFC 8878 section 3.1.1.2.4: less cannot be left out.
    private const int MaxZstdBlock = 128 << 10;

    // Its tables are some 160 KB: made once for each thread that decodes.
    [ThreadStatic]
    private static Context? t_context;

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<byte> source, Span<byte> destination, BlockLayout layout)
    {
        int needed = layout.NeededBytes(destination.Length),
            written = Decompress(source, destination, layout.Interruption, needed);
        if (written < needed)
        {
            throw new InvalidTiffException($"The ZSTD block decodes to {written} bytes, expected {needed}.");
        }
    }

    /// <inheritdoc/>
    public void Check(ReadOnlySpan<byte> source, BlockLayout layout)
    {
        long most = ZstdFrames.MostBytes(source, layout.Interruption),
            needed = BlockMemory.NeededBytes(layout);
        if (most < needed)
        {
            throw new InvalidTiffException(
                $"The ZSTD block of {source.Length} bytes has frames of {most} bytes at most, expected {needed}."
            );
        }
    }

    /// <summary>Decompresses a whole stream into a buffer that it must fit into.</summary>
    /// <param name="source">Frames, one behind the other.</param>
    /// <param name="destination">What they decode to, and perhaps more.</param>
    /// <param name="interruption">Asked before each ZSTD block, of 128 KB at most, of a stream of some size.</param>
    /// <param name="needed">So many bytes are enough: what is behind the ZSTD block that has the last of them is not decoded.</param>
    /// <returns>The bytes written.</returns>
    /// <exception cref="InvalidTiffException">Malformed, truncated, or larger than <paramref name="destination"/>.</exception>
    internal static int Decompress(ReadOnlySpan<byte> source, Span<byte> destination, Interruption interruption, int needed)
    {
        interruption.ThrowIfRequested();
        Context context = t_context ??= new();
        return source.Length <= AtOnce && destination.Length <= AtOnce && destination.Length - needed < MaxZstdBlock
            ? DecompressAtOnce(context, source, destination)
            : DecompressByBlocks(context, source, destination, interruption, needed);
    }

    // Pointers here and below, because the decoder takes nothing else. Both spans stay pinned until it is done with them.
    private static unsafe int DecompressAtOnce(Context context, ReadOnlySpan<byte> source, Span<byte> destination)
    {
        fixed (
            byte* input = source,
                output = destination
        )
        {
            nuint count = Methods.ZSTD_decompressDCtx(context.Pointer, output, (nuint)destination.Length, input, (nuint)source.Length);
            Check(count, source.Length);
            return (int)count;
        }
    }

    // Its unbuffered interface: what a frame looks back at is the destination itself. It is slower by a few per cent.
    private static unsafe int DecompressByBlocks(
        Context known,
        ReadOnlySpan<byte> source,
        Span<byte> destination,
        Interruption interruption,
        int needed
    )
    {
        ZSTD_DCtx_s* context = known.Pointer;
        ReadOnlySpan<byte> rest = source;
        int written = 0;

        fixed (
            byte* input = source,
                output = destination
        )
        {
            while (!rest.IsEmpty && written < needed)
            {
                Check(Methods.ZSTD_decompressBegin(context), source.Length);
                for (
                    nuint wanted = Methods.ZSTD_nextSrcSizeToDecompress(context);
                    wanted > 0 && written < needed;
                    wanted = Methods.ZSTD_nextSrcSizeToDecompress(context)
                )
                {
                    interruption.ThrowIfRequested();
                    if (wanted > (nuint)rest.Length)
                    {
                        throw new InvalidTiffException(
                            $"Malformed ZSTD data in a block of {source.Length} bytes: it ends where {wanted} bytes more are expected."
                        );
                    }

                    nuint count = Methods.ZSTD_decompressContinue(
                        context,
                        output + written,
                        (nuint)(destination.Length - written),
                        input + (source.Length - rest.Length),
                        wanted
                    );
                    Check(count, source.Length);
                    written += (int)count;
                    rest = rest[(int)wanted..];
                }
            }
        }

        return written;
    }

    private static void Check(nuint result, int sourceLength)
    {
        if (Methods.ZSTD_isError(result))
        {
            throw new InvalidTiffException($"Malformed ZSTD data in a block of {sourceLength} bytes: {Methods.ZSTD_getErrorName(result)}.");
        }
    }

    /// <summary>One thread's decoder, freed when the thread is gone.</summary>
    private sealed unsafe class Context : SafeHandle
    {
        public Context()
            : base(0, ownsHandle: true) => SetHandle((nint)Methods.ZSTD_createDCtx());

        public override bool IsInvalid => handle == 0;

        public ZSTD_DCtx_s* Pointer => IsInvalid ? throw new InvalidOperationException("ZSTD did not start.") : (ZSTD_DCtx_s*)handle;

        protected override bool ReleaseHandle()
        {
            _ = Methods.ZSTD_freeDCtx((ZSTD_DCtx_s*)handle);
            return true;
        }
    }
}
