using Microsoft.AspNetCore.Http;

namespace Cog.Api.Pixels;

/// <summary>
/// How many bins and classes an answer may still hold: of classes, nobody knows how many there are before they are counted.
/// </summary>
internal sealed class ClassBudget
{
    /// <summary>Of all bands and features together.</summary>
    public const int Max = 1_000_000;

    private int _left = Max;

    /// <summary>Takes those of one histogram.</summary>
    /// <exception cref="BadHttpRequestException">There are not so many left (413).</exception>
    public void Take(int count)
    {
        _left -= Math.Min(count, _left + 1);
        if (_left < 0)
        {
            throw new BadHttpRequestException(
                $"The histograms of all bands and features have more than {Max} bins or classes together: ask for fewer.",
                StatusCodes.Status413PayloadTooLarge
            );
        }
    }
}
