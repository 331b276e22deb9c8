using System.Globalization;
using Cog;
using Cog.Header;
using Cog.Reading;
using Cog.Tiff;

namespace Functions.Validate;

/// <summary>Whether this reader makes pixels of a file, tried on the block in the middle of each level, mask included.</summary>
internal static class Readability
{
    /// <returns>Why not, level by level; empty when it does.</returns>
    public static async Task<IReadOnlyList<string>> CheckAsync(CogReader reader, CancellationToken cancellationToken)
    {
        var errors = new List<string>();
        foreach (ImageLevel level in reader.Header.Levels)
        {
            Ifd image = level.Image;
            try
            {
                using Raster? block = await reader.ReadBlockAsync(image.Index, image.BlocksAcross / 2, image.BlocksDown / 2, cancellationToken);
            }
            catch (Exception error) when (error is InvalidTiffException or UnsupportedTiffException or LimitExceededException)
            {
                errors.Add(string.Create(CultureInfo.InvariantCulture, $"Level {level.Number}: {error.Message}"));
            }
        }

        return errors;
    }
}
