using System.Buffers.Binary;
using System.IO.Hashing;
using Cog.Rendering.Encoding.Png.Deflate;

namespace Cog.Rendering.Encoding.Png;

/// <summary>
/// Writes PNG's signature and chunks: length, type, data, CRC-32 of type and data; big endian (PNG specification, third edition, section
/// 5).
/// </summary>
internal sealed class PngChunks : IDisposable
{
    private readonly ByteSink _sink;
    private int _chunkStart;

    public PngChunks(int capacity)
    {
        _sink = new ByteSink(capacity);
        _sink.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
    }

    /// <summary>Writes a whole chunk.</summary>
    public void Write(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Begin(type).Write(data);
        End();
    }

    /// <summary>Starts a chunk whose data goes to the sink that is returned, until <see cref="End"/>.</summary>
    public ByteSink Begin(ReadOnlySpan<byte> type)
    {
        _chunkStart = _sink.Length;
        _sink.WriteBigEndian(0);
        _sink.Write(type);
        return _sink;
    }

    /// <summary>Fills in the length and appends the CRC.</summary>
    public void End()
    {
        Span<byte> chunk = _sink.Written[_chunkStart..];
        BinaryPrimitives.WriteInt32BigEndian(chunk, chunk.Length - 8);
        _sink.WriteBigEndian(Crc32.HashToUInt32(chunk[4..]));
    }

    public byte[] ToArray() => _sink.Written.ToArray();

    /// <inheritdoc/>
    public void Dispose() => _sink.Dispose();
}
