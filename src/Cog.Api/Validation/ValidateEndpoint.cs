using Cog.Sources;
using Cog.Validation;

namespace Cog.Api.Validation;

/// <summary>
/// <c>GET /cog/validate?url=…</c>: is it a Cloud Optimized GeoTIFF, and if not, why; and can it be read here. <c>strict=true</c> takes
/// warnings for errors,
/// <c>profile=gdal</c> GDAL's rules for rio-cogeo's, <c>full=true</c> looks at the leader and trailer of
/// every block, too, and <c>decode=true</c> decodes every block: both as far as the request's bytes, blocks and time reach, and the answer
/// says how far that is.
/// </summary>
internal static class ValidateEndpoint
{
    public static FileAnswer Answer(RequestQuery query, CogOptions options)
    {
        string url = query.Url;
        bool strict = query.Flag("strict", absent: false),
            isFull = query.Flag("full", absent: false),
            decodes = query.Flag("decode", absent: false);
        string profileName = query.Text("profile") ?? "rio-cogeo";
        ValidationProfile profile = ValidationProfiles.Parse(profileName)
            ?? throw new InvalidParametersException(
                ParameterError.OfQuery("profile", $"profile is '{profileName}': expected rio-cogeo or gdal.")
            );

        return async file =>
        {
            var request = new ValidationRequest
            {
                Profile = profile,
                IsFull = isFull,
                IsDecoded = decodes,
                HasExternalOverviews = await file.HasExternalOverviewsAsync(),
                Budget = BlockBudget.Of(options.Reader.Limits, file.Log.Budget.ByteCount),
            };
            Uri address = file.Location.Key.Object;
            bool mayBeSigned = address.Scheme != "s3" && address.Query.Length > 0;
            ValidateResponse report = await ValidateResponse.CreateAsync(
                mayBeSigned ? SourceName.Of(address) : url,
                file.Source,
                file.Reader,
                request,
                strict,
                file.CancellationToken
            );
            return BufferedResponse.Json(report, ValidateJson.Default.ValidateResponse);
        };
    }
}
