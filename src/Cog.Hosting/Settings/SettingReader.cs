namespace Cog.Hosting.Settings;

/// <summary>Text settings to typed ones. The first of several names that has a value wins; an empty value is none.</summary>
internal sealed class SettingReader(Func<string, string?> variable)
{
    public string? Text(string name) => variable(name) is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    public IReadOnlyList<string> List(IReadOnlyList<string> absent, string name) =>
        Text(name)?.Split([' ', ',', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? absent;

    public int Integer(int absent, int minimum, int maximum, params ReadOnlySpan<string> names) =>
        Value(absent, text => ParseInteger(text, minimum, maximum), $"a whole number from {minimum} to {maximum}", names);

    public long Bytes(long absent, long minimum, params ReadOnlySpan<string> names)
    {
        const long Maximum = 1L << 40;
        return Value(
            absent,
            text =>
                long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long bytes) && bytes >= minimum && bytes <= Maximum
                    ? bytes
                    : (long?)null,
            $"a number of bytes from {minimum} to {Maximum}",
            names
        );
    }

    public double Number(double absent, params ReadOnlySpan<string> names) => Value(absent, ParseNumber, "a number", names);

    public TimeSpan Seconds(TimeSpan absent, int minimum, int maximum, params ReadOnlySpan<string> names) =>
        Value(
            absent,
            text => ParseInteger(text, minimum, maximum) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            $"whole seconds from {minimum} to {maximum}",
            names
        );

    public bool Flag(bool absent, params ReadOnlySpan<string> names) => Value(absent, FlagText.Parse, "TRUE or FALSE", names);

    /// <exception cref="CogOptionsException"><paramref name="parse"/> gives null.</exception>
    public T Value<T>(T absent, Func<string, T?> parse, string expected, params ReadOnlySpan<string> names)
        where T : struct
    {
        foreach (string name in names)
        {
            if (Text(name) is { } text)
            {
                return parse(text) ?? throw new CogOptionsException($"{name} is '{text}': expected {expected}.");
            }
        }

        return absent;
    }

    public static int? ParseInteger(string text, int minimum, int maximum) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
        && value >= minimum
        && value <= maximum
            ? value
            : null;

    private static double? ParseNumber(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null;
}
