using Cog.Api.Datasets;
using Cog.Api.Requests;
using Cog.Hosting.Http;
using Cog.Rendering.Projection;
using Cog.Rendering.Styling;
using Microsoft.AspNetCore.Http;

namespace Cog.Api.Pixels;

/// <summary>
/// <c>GET /cog/point/{lon},{lat}?url=…</c>: the values of the pixel there. <c>coord_crs</c> says what the numbers are (EPSG:4326;
/// <c>native</c>: the file's own).
/// </summary>
internal static class PointEndpoint
{
    public static Task HandleAsync(HttpContext context, IDatasets datasets)
    {
        RequestQuery query = datasets.QueryOf(context.Request);
        double[] point = ParsePoint(query.Segment("coordinates") ?? "");
        Crs? crs = CrsParameter.ParseOrNative(query, "coord_crs", Crs.Wgs84);
        RenderParameters parameters = RenderQuery.ParseSamples(query);

        AskedPlace place = new(new(point[0], point[1], point[0], point[1]), crs);
        return datasets.ReadAsync(context, query, place, async data =>
        {
            BandPlan bands = RenderQuery.BandsOf(parameters, data);
            DatasetSamples samples = await data.Lead.Log.ReadAsync(() => data.ReadPointAsync((point[0], point[1]), crs, parameters, bands))
                ?? throw new BadHttpRequestException("Point is outside dataset bounds", StatusCodes.Status404NotFound);

            using DatasetSamples computed = samples.Compute(bands, default, data.Lead);

            // Band by band: one may have a value where another has none.
            Raster raster = computed.Raster;
            bool valid = raster.Mask[0] != 0;
            return BufferedResponse.Json(
                new PointResponse(
                    point,
                    [
                        .. bands.Labels.Select(
                            (_, i) => valid && computed.NoData?.IsNoData(raster, i, 0) != true ? ValueOf(raster, i) : (double?)null
                        ),
                    ],
                    [.. bands.Labels.Select(label => label.Name)],
                    [.. bands.Labels.Select(label => label.Description)]
                ),
                PartialReadJson.Default.PointResponse
            );
        });
    }

    private static double[] ParsePoint(string text)
    {
        string[] parts = text.Split(',');
        string message = $"'{text}' is not a point: expected two numbers, longitude,latitude.";
        return parts is ["", _] or [_, ""] or { Length: not 2 }
            ? throw UnknownAddress.Because(message)
            : PathNumbers.Parse(parts, ["lon", "lat"], message);
    }

    private static double ValueOf(Raster raster, int band) =>
        raster.SampleType switch
        {
            SampleType.UInt8 => raster.Band<byte>(band)[0],
            SampleType.Int8 => raster.Band<sbyte>(band)[0],
            SampleType.UInt16 => raster.Band<ushort>(band)[0],
            SampleType.Int16 => raster.Band<short>(band)[0],
            SampleType.UInt32 => raster.Band<uint>(band)[0],
            SampleType.Int32 => raster.Band<int>(band)[0],
            SampleType.UInt64 => raster.Band<ulong>(band)[0],
            SampleType.Int64 => raster.Band<long>(band)[0],
            SampleType.Float32 => raster.Band<float>(band)[0],
            SampleType.Float64 => raster.Band<double>(band)[0],
            _ => throw new UnsupportedTiffException(
                $"Samples are {raster.SampleType.NumPyName()}, which JSON has no number for: ask for a box as npy."
            ),
        };
}
