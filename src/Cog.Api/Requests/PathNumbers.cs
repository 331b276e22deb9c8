namespace Cog.Api.Requests;

/// <summary>Coordinates in a path.</summary>
internal static class PathNumbers
{
    /// <summary>Reads finite numbers.</summary>
    /// <param name="parts">Their text.</param>
    /// <param name="names">What each is called, as many.</param>
    /// <param name="message">What is said of each that is none.</param>
    /// <exception cref="InvalidParametersException">Names those that are none, as TiTiler does.</exception>
    public static double[] Parse(IReadOnlyList<string> parts, IReadOnlyList<string> names, string message)
    {
        double[] numbers = new double[parts.Count];
        List<ParameterError> errors = [];
        for (int i = 0; i < numbers.Length; i++)
        {
            if (
                !double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]) || !double.IsFinite(numbers[i])
            )
            {
                errors.Add(ParameterError.OfPath(names[i], message));
            }
        }

        return errors.Count == 0 ? numbers : throw new InvalidParametersException(errors);
    }
}
