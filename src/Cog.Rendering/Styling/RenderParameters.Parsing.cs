using Cog.Rendering.Expressions;
using Cog.Rendering.Styling.Colors;
using Cog.Resamplers;

namespace Cog.Rendering.Styling;

/// <content>From the text of a query to parameters.</content>
internal sealed partial record RenderParameters
{
    private const int MaxBuffer = 512;

    // What decides which values the bands of a picture have.
    private static readonly string[] s_ofBands = ["bidx", "expression", "algorithm", "algorithm_params", "unscale", "nodata"];

    /// <summary>Reads the parameters.</summary>
    /// <param name="valuesOf">Gives the values of a parameter, none when it is absent; of one that cannot repeat the last counts.</param>
    /// <param name="wrong">Is told of each parameter whose value makes no sense, and why; null to throw at the first.</param>
    /// <exception cref="FormatException">A value makes no sense; the message names the parameter, the value and what is
    /// expected.</exception>
    /// <exception cref="ExpressionException">The expression makes none, whoever is told of the others: TiTiler answers it
    /// otherwise.</exception>
    public static RenderParameters Parse(Func<string, IReadOnlyList<string>> valuesOf, Action<string, string>? wrong = null)
    {
        Resampling resampling = Read("resampling", () => ParseResampling("resampling", ResamplingNames.OfReads, valuesOf), null)
            ?? Resampling.Nearest;
        Read("padding", () => CheckPadding(valuesOf), 0);
        return new()
        {
            Expressions = valuesOf("expression") is [.., { Length: > 0 } expression] ? BandExpressions.Parse(expression) : null,
            BandIndexes = Read<int[]>("bidx", () => [.. valuesOf("bidx").SelectMany(ParseBands)], []),
            Rescale = Read("rescale", () => IsAuto(valuesOf("rescale")) ? [] : Styling.Rescale.Parse(valuesOf("rescale")), []),
            IsAutoRescale = IsAuto(valuesOf("rescale")),
            BandsText = string.Join('\n', s_ofBands.SelectMany(name => valuesOf(name).Select(value => $"{name}={value}"))),
            ColorFormula = Read("color_formula", () => valuesOf("color_formula") is [.., var text] ? ColorFormula.Parse(text) : null, null),
            ColorMap = valuesOf("colormap_name") is [.., var map]
                ? Read("colormap_name", () => FindColorMap(map), null)
                : Read("colormap", () => valuesOf("colormap") is [.., var json] ? ColorMapJson.Parse(json) : null, null),
            Resampling = resampling,
            WarpResampling = Read("reproject", () => ParseResampling("reproject", ResamplingNames.OfWarps, valuesOf), null)
                ?? (ResamplingNames.OfWarps.Contains(resampling) ? resampling : Resampling.Nearest),
            _isWarpAsked = valuesOf("reproject") is [_, ..],
            Buffer = Read("buffer", () => ParseBuffer(valuesOf), 0),
            NoData = Read("nodata", () => ParseNoData(valuesOf), null),
            Unscale = Read("unscale", () => ParseFlag("unscale", valuesOf, absent: false), false),
            ReturnMask = Read("return_mask", () => ParseFlag("return_mask", valuesOf, absent: true), true),
        };

        T Read<T>(string name, Func<T> read, T absent)
        {
            try
            {
                return read();
            }
            catch (FormatException error) when (wrong is not null)
            {
                wrong(name, error.Message);
                return absent;
            }
        }
    }

    // "1", and "1,2,3" as TiTiler took it up to 0.3.
    private static IEnumerable<int> ParseBands(string text) =>
        text.Split(',')
            .Select(part =>
                int.TryParse(
                    part,
                    NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite,
                    CultureInfo.InvariantCulture,
                    out int index
                )
                && index >= 1
                    ? index
                    : throw new FormatException($"bidx is '{text}': expected the number of a band, from 1.")
            );

    private static ColorTable FindColorMap(string name) =>
        NamedColorMaps.Find(name)
        ?? throw new FormatException($"colormap_name is '{name}': there is no such colour map; /colorMaps lists them.");

    private static bool IsAuto(IReadOnlyList<string> values) =>
        values is [var text] && text.Equals("auto", StringComparison.OrdinalIgnoreCase);

    private static Resampling? ParseResampling(
        string name,
        IReadOnlyList<Resampling> allowed,
        Func<string, IReadOnlyList<string>> valuesOf
    ) =>
        valuesOf(name) is not [.., var text]
            ? null
            : ResamplingNames.Find(text, allowed)
                ?? throw new FormatException($"{name} is '{text}': expected {ResamplingNames.ListOf(allowed)}.");

    private static double ParseBuffer(Func<string, IReadOnlyList<string>> valuesOf) =>
        valuesOf("buffer") is not [.., var text] ? 0
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double buffer)
        && buffer is > 0 and <= MaxBuffer
        && buffer % 0.5 == 0
            ? buffer
        : throw new FormatException($"buffer is '{text}': expected a multiple of 0.5, above 0 and at most {MaxBuffer}.");

    private static NoDataValue? ParseNoData(Func<string, IReadOnlyList<string>> valuesOf) =>
        valuesOf("nodata") is [.., var text]
            ? NoDataValue.Parse(text) ?? throw new FormatException($"nodata is '{text}': expected a number, nan, inf or -inf.")
            : null;

    // Every picture is read with as much around it as its kernels reach, so there is nothing left for it to do.
    private static int CheckPadding(Func<string, IReadOnlyList<string>> valuesOf)
    {
        if (
            valuesOf("padding") is [.., var text]
            && !(
                int.TryParse(
                    text,
                    NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite,
                    CultureInfo.InvariantCulture,
                    out int padding
                )
                && padding > 0
            )
        )
        {
            throw new FormatException($"padding is '{text}': expected a whole number above 0.");
        }

        return 0;
    }

    private static bool ParseFlag(string name, Func<string, IReadOnlyList<string>> valuesOf, bool absent) =>
        valuesOf(name) is not [.., var text]
            ? absent
            : FlagText.Parse(text) ?? throw new FormatException($"{name} is '{text}': expected {FlagText.Expected}.");
}
