using System.Buffers.Binary;
using System.IO.Hashing;

namespace Cog.Rendering.Encoding.Png;

/// <summary>
/// Writes PNG's signature and chunks: length, type, data, CRC-32 of type and data; big endian (PNG specification, third edition, section
/// 5).
/// </summary>
internal sealed class PngChunks : IDisposable
{
    private readonly MemoryStream _stream;
    private int _chunkStart;

    public PngChunks(int capacity)
    {
        _stream = new MemoryStream(capacity);
        _stream.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
    }

    /// <summary>Writes a whole chunk.</summary>
    public void Write(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Begin(type).Write(data);
        End();
    }

    /// <summary>Starts a chunk whose data goes to the stream that is returned, until <see cref="End"/>.</summary>
    public Stream Begin(ReadOnlySpan<byte> type)
    {
        _chunkStart = (int)_stream.Position;
        _stream.Write([0, 0, 0, 0]);
        _stream.Write(type);
        return _stream;
    }

    /// <summary>Fills in the length and appends the CRC.</summary>
    public void End()
    {
        Span<byte> chunk = _stream.GetBuffer().AsSpan(_chunkStart, (int)_stream.Length - _chunkStart);
        BinaryPrimitives.WriteInt32BigEndian(chunk, chunk.Length - 8);

        Span<byte> crc = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(crc, Crc32.HashToUInt32(chunk[4..]));
        _stream.Write(crc);
    }

    public byte[] ToArray() => _stream.ToArray();

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();
}
