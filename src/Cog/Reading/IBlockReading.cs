using Cog.Blocks;

namespace Cog.Reading;

/// <summary>Blocks that a read takes, and where their pixels go.</summary>
internal interface IBlockReading
{
    /// <summary>The blocks, after <see cref="Plan"/>.</summary>
    IReadOnlyList<BlockAddress> Addresses { get; }

    /// <summary>Wants one sample of the image in one band of a raster.</summary>
    void AddSample(int sample, Raster target, int band);

    /// <summary>Wants a transparency mask in the mask of a raster.</summary>
    void AddMask(Ifd mask, Raster target);

    /// <summary>Lists the blocks.</summary>
    /// <exception cref="LimitExceededException">There are more than one request may have; checked before the list is made.</exception>
    void Plan();

    /// <summary>The blocks of the image that a read of such samples takes, before there is a raster for them.</summary>
    /// <exception cref="LimitExceededException">As <see cref="Plan"/>.</exception>
    IReadOnlyList<BlockAddress> AddressesOf(IReadOnlyList<int> samples);

    /// <summary>Decodes one block into place.</summary>
    /// <param name="index">Its position in <see cref="Addresses"/>.</param>
    /// <param name="stored">Its bytes in the file; none when it is sparse.</param>
    /// <param name="cancellationToken">Asked inside blocks that may take long.</param>
    void Decode(int index, ReadOnlyMemory<byte> stored, CancellationToken cancellationToken);
}
