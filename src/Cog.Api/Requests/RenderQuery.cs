using Cog.Api.Datasets;
using Cog.Hosting.Http;
using Cog.Rendering.Expressions;
using Cog.Rendering.Styling;
using Microsoft.AspNetCore.Http;

namespace Cog.Api.Requests;

/// <summary>
/// The parameters of any picture, as a request gives them: what <see cref="RenderParameters"/> refuses is the caller's fault.
/// </summary>
internal static class RenderQuery
{
    /// <summary>Reads them.</summary>
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

    /// <summary>Refuses bands that there are not.</summary>
    /// <exception cref="BadHttpRequestException">There is no such band.</exception>
    public static void RequireBands(RenderParameters parameters, MapLayer layer) =>
        OnWrongBand(() =>
        {
            layer.RequireBands(parameters);
            return 0;
        });

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
    /// <param name="bands">Those of the picture.</param>
    /// <param name="data">What says what they mean.</param>
    /// <param name="format">Null: a picture of one kind or another.</param>
    /// <param name="returnMask">Whether the mask is a part of the picture.</param>
    /// <exception cref="BadHttpRequestException">Neither one band nor three, for a format of pictures.</exception>
    public static void RequirePicture(BandPlan bands, IDataset data, ImageFormat? format, bool returnMask)
    {
        // What the file says of its bands is not asked for a picture that has one or three.
        if (format is not (ImageFormat.NumPy or ImageFormat.GeoTiff) && bands.Labels.Count is not (1 or 3))
        {
            BadRequest.OnFormatError(() =>
            {
                PictureRules.RequireBands(PictureRules.BandsOf(bands.Labels.Count, data.ColorsOf(bands)), format, returnMask);
                return 0;
            });
        }
    }
}
