namespace Cog;

/// <summary>
/// One block as the file stores it, fetched and not yet decoded: so that reading and decoding can happen in different places, or at
/// different times.
/// </summary>
public sealed class CompressedBlock
{
    private readonly Func<ReadOnlyMemory<byte>, Raster> _decode;

    internal CompressedBlock(
        Ifd ifd,
        (int X, int Y, int Plane) position,
        ReadOnlyMemory<byte> bytes,
        Func<ReadOnlyMemory<byte>, Raster> decode
    )
    {
        (Ifd, X, Y, Plane) = (ifd, position.X, position.Y, position.Plane);
        (Bytes, _decode) = (bytes, decode);
    }

    /// <summary>The directory that the block belongs to.</summary>
    public Ifd Ifd { get; }

    /// <summary>Column of the block, from 0.</summary>
    public int X { get; }

    /// <summary>Row of the block, from 0.</summary>
    public int Y { get; }

    /// <summary>The sample that a block of a planar image holds, from 0; 0 for any other image.</summary>
    public int Plane { get; }

    /// <summary>
    /// The bytes as stored, without GDAL's leader and trailer. With <see cref="Compression.Jpeg"/> they need the tables of tag 347 beside
    /// them. None for a block that was never written.
    /// </summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Compression scheme of <see cref="Bytes"/>.</summary>
    public Compression Compression => Ifd.Compression;

    /// <summary>True for a block that was never written: it decodes to nodata, else to 0.</summary>
    public bool IsSparse => Bytes.IsEmpty;

    /// <summary>Decodes the block, clipped to the image.</summary>
    /// <returns>
    /// The samples that the block holds: all bands, or the one of a planar image; of a mask, one band of 0 and 255. Valid is what the
    /// file's nodata or alpha leaves valid; a mask directory's blocks are fetched by themselves. To be disposed by the caller.
    /// </returns>
    /// <exception cref="CogException">The bytes are malformed, or compressed in a way that is not supported.</exception>
    public Raster Decode() => _decode(Bytes);
}
