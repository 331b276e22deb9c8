using System.Globalization;
using Cog.Blocks;
using Cog.Geo;
using Cog.Header;
using Cog.Hosting.Failures;
using Cog.Rasters;

namespace Cog.Api.Validation;

/// <summary>Which blocks of a file are tried.</summary>
public enum BlockSelection
{
    /// <summary>The block in the middle of each level, and the image's last: in a COG that stands at the file's end, and is the first to go when the file is cut off.</summary>
    Spot,

    /// <summary>Of each level the first, the last and some between, evenly spread.</summary>
    Sample,

    /// <summary>Every block.</summary>
    All,
}

/// <summary>Whether this reader makes pixels of a file, tried on some of its blocks, their masks included.</summary>
public static class Readability
{
    private const int SampleBlocks = 9;
    private const int AtOnce = 8;

    /// <summary>Reads blocks and decodes them.</summary>
    /// <returns>Why not, the first reason of each level; empty when it does.</returns>
    public static async Task<IReadOnlyList<string>> CheckAsync(CogReader reader, BlockSelection selection, CancellationToken cancellationToken)
    {
        var errors = new List<string>();
        foreach (ImageLevel level in reader.Header.Levels)
        {
            if (await CheckAsync(reader, level, Blocks(level, selection), cancellationToken) is { } error)
            {
                errors.Add(string.Create(CultureInfo.InvariantCulture, $"Level {level.Number}: {Failure.Of(error).Message}"));
            }
        }

        return errors;
    }

    private static async Task<Exception?> CheckAsync(CogReader reader, ImageLevel level, IEnumerable<long> blocks, CancellationToken cancellationToken)
    {
        (long Block, Exception Error)? first = null;
        var gate = new Lock();
        foreach (long[] together in blocks.Chunk(AtOnce))
        {
            await Task.WhenAll(together.Select(TryAsync));
            if (first is { } found)
            {
                return found.Error;
            }
        }

        return null;

        async Task TryAsync(long block)
        {
            (long y, long x) = Math.DivRem(block, level.Image.BlocksAcross);
            try
            {
                PixelWindow window = BlockGrid.Of(level.Image).Cell((int)x, (int)y).Window;
                using Raster raster = await reader.ReadWindowAsync(level, window, null, null, cancellationToken);
            }
            catch (Exception error) when (error is InvalidTiffException or UnsupportedTiffException or LimitExceededException)
            {
                lock (gate)
                {
                    first = first is { } other && other.Block < block ? first : (block, error);
                }
            }
        }
    }

    private static IEnumerable<long> Blocks(ImageLevel level, BlockSelection selection)
    {
        (long across, long down) = (level.Image.BlocksAcross, level.Image.BlocksDown);
        long count = across * down;
        return selection switch
        {
            BlockSelection.All => Numbers(count),
            BlockSelection.Sample => Enumerable.Range(0, SampleBlocks).Select(i => i * (count - 1) / (SampleBlocks - 1)).Distinct(),
            _ => new[] { (down / 2 * across) + (across / 2) }.Concat(level.Number == 0 ? [count - 1] : []).Distinct(),
        };
    }

    private static IEnumerable<long> Numbers(long count)
    {
        for (long i = 0; i < count; i++)
        {
            yield return i;
        }
    }
}
