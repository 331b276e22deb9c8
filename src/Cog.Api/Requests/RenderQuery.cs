using Cog.Rendering.Expressions;

namespace Cog.Api.Requests;

/// <summary>
/// The parameters of any picture, as a request gives them: what <see cref="RenderParameters"/> refuses is the caller's fault.
/// </summary>
internal static class RenderQuery
{
    /// <summary>Reads all parameters of a picture.</summary>
    /// <exception cref="BadHttpRequestException">The expression or a parameter of the algorithm makes no sense.</exception>
    public static RenderParameters Parse(RequestQuery query)
    {
        RenderParameters parameters = ParseSamples(query);
        return AlgorithmQuery.Parse(query) is { } algorithm ? parameters with { LastStep = algorithm } : parameters;
    }

    /// <summary>Reads those that say what is read, not what is made of it: at a point, there are no neighbours to compute with.</summary>
    /// <exception cref="BadHttpRequestException">The expression or the colour map makes no sense.</exception>
    public static RenderParameters ParseSamples(RequestQuery query)
    {
        try
        {
            return RenderParameters.Parse(query.All, (name, message) =>
            {
                if (name == "colormap")
                {
                    throw new BadHttpRequestException(message); // TiTiler answers 400 for this one, 422 for all others.
                }

                query.Wrong(name, message, 0);
            });
        }
        catch (ExpressionException error)
        {
            throw new BadHttpRequestException(error.Message, error);
        }
    }

    /// <summary>The bands of the picture.</summary>
    /// <exception cref="BadHttpRequestException">There is no such band, or ranges and bands do not go together.</exception>
    public static BandPlan BandsOf(RenderParameters parameters, IDataset data) => OnWrongBand(() => data.BandsOf(parameters));

    /// <summary>
    /// Refuses what links to tiles when those would be refused: bands that there are not, and such as make no picture together, if they
    /// were chosen. All bands of a file may be more than a picture has: whoever asks for its description chooses then.
    /// </summary>
    /// <param name="parameters">What is to be seen.</param>
    /// <param name="layer">Of what.</param>
    /// <param name="format">The format of the tiles; null: a picture of one kind or another.</param>
    /// <exception cref="BadHttpRequestException">There is no such band, or no such picture.</exception>
    public static void RequireTiles(RenderParameters parameters, MapLayer layer, ImageFormat? format)
    {
        int? bands = OnWrongBand(() => layer.BandsOf(parameters));
        bool areChosen = parameters.BandIndexes.Count > 0 || parameters is not { Expressions: null, ColorMap: null, ColorFormula: null };
        if (bands is { } count && areChosen && IsPicture(format))
        {
            RequirePicture(count, parameters, format);
        }
    }

    /// <summary>Reads an expression.</summary>
    /// <exception cref="BadHttpRequestException">It makes no sense.</exception>
    public static BandExpressions ParseExpression(string text) => OnWrongBand(() => BandExpressions.Parse(text));

    /// <summary>Chooses bands; what makes no sense is the caller's fault.</summary>
    /// <exception cref="BadHttpRequestException">There is no such band.</exception>
    public static T OnWrongBand<T>(Func<T> choose)
    {
        try
        {
            return choose();
        }
        catch (ExpressionException error)
        {
            throw new BadHttpRequestException(error.Message, error);
        }
        catch (FormatException error)
        {
            string name = error.Message.Split(' ')[0]; // Its messages begin with it.
            throw new InvalidParametersException(ParameterError.OfQuery(name, error.Message));
        }
    }

    /// <summary>Refuses bands that make no picture, before they are read: a file may have 65,535.</summary>
    /// <param name="parameters">What is to be seen.</param>
    /// <param name="bands">Those of the picture.</param>
    /// <param name="data">What says what they mean.</param>
    /// <param name="format">Null: a picture of one kind or another.</param>
    /// <exception cref="BadHttpRequestException">Neither one band nor three, or not those that are coloured, for a format of
    /// pictures.</exception>
    public static void RequirePicture(RenderParameters parameters, BandPlan bands, IDataset data, ImageFormat? format)
    {
        if (IsPicture(format))
        {
            // What the file says of its bands is not asked for a picture that has one or three.
            int count = bands.Labels.Count;
            RequirePicture(count is 1 or 3 ? count : PictureRules.BandsOf(count, data.ColorsOf(bands)), parameters, format);
        }
    }

    private static void RequirePicture(int bands, RenderParameters parameters, ImageFormat? format) =>
        BadRequest.OnFormatError(() =>
        {
            PictureRules.RequireBands(bands, format, parameters.ReturnMask);
            PictureRules.RequireColors(bands, parameters.ColorMap, parameters.ColorFormula);
            return 0;
        });

    private static bool IsPicture(ImageFormat? format) => format is not (ImageFormat.NumPy or ImageFormat.GeoTiff);
}
