namespace Cog.Api.Pixels;

/// <summary>
/// <c>GET /cog/level/{level}.npy?url=…</c>: all samples of one level as stored, alpha included; <c>…/mask.npy</c>: its validity.
/// Level 0 is the image, 1 the first overview of <c>/cog/info</c>. The validity is GDAL's dataset mask, which knows alpha in files of two
/// and of four
/// bands only (GDALRasterBand::GetMaskFlags); pictures are transparent by any alpha band.
/// </summary>
internal static class LevelEndpoint
{
    public static FileAnswer Samples(RequestQuery query) => Answer(query, (_, raster) => NumPyResponse.Of(raster));

    public static FileAnswer Mask(RequestQuery query) => Answer(query, DatasetMask);

    private static FileAnswer Answer(RequestQuery query, Func<CogHeader, Raster, BufferedResponse> write)
    {
        int number = RequestQuery.ParseInteger("level", query.Segment("level") ?? "", 0, int.MaxValue);

        return async file =>
        {
            ImageLevel level = Find(file.Header, number)
                ?? throw new BadHttpRequestException(
                    $"Level {number} is outside bounds: the file has levels 0 to {file.Header.Overviews.Count}",
                    StatusCodes.Status404NotFound
                );

            var window = new PixelWindow(0, 0, level.Width, level.Height);
            Ifd image = level.Image;
            using IDisposable place = await file.EnterAsync(
                new(level.Width, level.Height),
                image.SamplesPerPixel * image.SampleType.ByteSize()
            );
            using Raster raster = await file.Log.ReadAsync(() =>
                file.Reader.ReadWindowAsync(level, window, cancellationToken: file.CancellationToken)
            );
            return write(file.Header, raster);
        };
    }

    private static BufferedResponse DatasetMask(CogHeader header, Raster raster)
    {
        bool isOfAlpha = header.AlphaBand is not null && header.NoData is null && header.Levels.All(level => level.Mask is null);
        if (isOfAlpha && header.Image.SamplesPerPixel is not (2 or 4))
        {
            raster.Mask.Fill(255);
        }

        return NumPyResponse.OfMask(raster);
    }

    // As GDAL counts them, in the order of the file, which need not be by size.
    private static ImageLevel? Find(CogHeader header, int number)
    {
        if (number > header.Overviews.Count)
        {
            return null;
        }

        Ifd ifd = number == 0 ? header.Image : header.Overviews[number - 1];
        return header.Levels.FirstOrDefault(level => level.Image == ifd);
    }
}
