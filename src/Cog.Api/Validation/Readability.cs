using System.Globalization;
using Cog.Header;
using Cog.Hosting.Http;
using Cog.Rasters;
using Cog.Tiff;

namespace Cog.Api.Validation;

/// <summary>
/// Whether this reader makes pixels of a file, tried on the block in the middle of each level, mask included, and on the image's last: in a COG that stands
/// at the file's end, and is the first to go when the file is cut off.
/// </summary>
public static class Readability
{
    /// <returns>Why not, level by level; empty when it does.</returns>
    public static async Task<IReadOnlyList<string>> CheckAsync(CogReader reader, CancellationToken cancellationToken)
    {
        var errors = new List<string>();
        foreach (ImageLevel level in reader.Header.Levels)
        {
            Ifd image = level.Image;
            (int X, int Y) middle = (image.BlocksAcross / 2, image.BlocksDown / 2), last = (image.BlocksAcross - 1, image.BlocksDown - 1);
            try
            {
                await TryAsync(reader, image, middle, cancellationToken);
                if (level.Number == 0 && last != middle)
                {
                    await TryAsync(reader, image, last, cancellationToken);
                }
            }
            catch (Exception error) when (error is InvalidTiffException or UnsupportedTiffException or LimitExceededException)
            {
                errors.Add(string.Create(CultureInfo.InvariantCulture, $"Level {level.Number}: {CogProblems.MessageOf(error)}"));
            }
        }

        return errors;
    }

    private static async Task TryAsync(CogReader reader, Ifd image, (int X, int Y) block, CancellationToken cancellationToken)
    {
        using Raster? raster = await reader.ReadBlockAsync(image.Index, block.X, block.Y, cancellationToken: cancellationToken);
    }
}
