using Cog.Sources;
using Cog.Validation;

namespace Cog.Testing.Fuzzing;

/// <summary>
/// All that is done to a file: opening it, every fact of its header, blocks, windows, boxes, both validators. Only
/// <see cref="CogException"/> may come out of any of it.
/// </summary>
internal static class WholeWay
{
    /// <summary>Ceilings low enough to see that they hold.</summary>
    public static CogLimits Limits { get; } =
        new()
        {
            MaxRasterBytes = 1 << 20,
            MaxBlockBytes = 1 << 20,
            MaxBytesPerRequest = 1 << 20,
            MaxBlocksPerRequest = 256,
            MaxHeaderBytes = 1 << 20,
            MaxTagBytes = 256 << 10,
        };

    /// <summary>Goes the whole way; a <see cref="CogException"/> ends one step of it.</summary>
    /// <returns>How many steps succeeded, of 8; 0 for a file that does not open.</returns>
    public static async Task<int> GoAsync(byte[] file, CogReaderOptions options, CancellationToken cancellationToken)
    {
        var source = new MemoryRangeSource(file);
        CogReader reader;
        try
        {
            reader = await CogReader.OpenAsync(source, options, cancellationToken).ConfigureAwait(false);
        }
        catch (CogException)
        {
            return 0;
        }

        CogHeader header = reader.Header;
        return 1
            + await TryAsync(() => Task.FromResult(Facts(header))).ConfigureAwait(false)
            + await TryAsync(() => WindowAsync(reader, header.Levels[0], cancellationToken)).ConfigureAwait(false)
            + await TryAsync(() => WindowAsync(reader, header.Levels[^1], cancellationToken)).ConfigureAwait(false)
            + await TryAsync(() => BlocksAsync(reader, cancellationToken)).ConfigureAwait(false)
            + await TryAsync(() => BoxAsync(reader, cancellationToken)).ConfigureAwait(false)
            + await TryAsync(() => ValidateAsync(source, reader, ValidationProfile.RioCogeo, cancellationToken)).ConfigureAwait(false)
            + await TryAsync(() => ValidateAsync(source, reader, ValidationProfile.Gdal, cancellationToken)).ConfigureAwait(false);
    }

    private static async Task<int> TryAsync(Func<Task<int>> step)
    {
        try
        {
            _ = await step().ConfigureAwait(false);
            return 1;
        }
        catch (CogException)
        {
            return 0;
        }
    }

    private static int Facts(CogHeader header)
    {
        object?[] facts =
        [
            header.Bounds,
            header.EpsgCode,
            header.NoData,
            header.ColorInterpretation,
            header.AlphaBand,
            header.OverviewDecimations,
            header.IsGeoreferenced,
            header.ImageMetadata,
            header.ImageStructure,
            header.GroundControlPointCount,
            header.GeoKeys.Keys.Count,
            header.GeoKeys.IsUserDefined,
            .. Enumerable
                .Range(0, Math.Min(header.Image.SamplesPerPixel, 16))
                .SelectMany(b =>
                    new object?[]
                    {
                        header.Metadata.Scale(b),
                        header.Metadata.Offset(b),
                        header.Metadata.Description(b),
                        header.Metadata.Statistics(b),
                        header.Metadata.Of(b),
                    }
                ),
        ];
        return facts.Length;
    }

    private static async Task<int> WindowAsync(CogReader reader, ImageLevel level, CancellationToken cancellationToken)
    {
        using Raster raster = await reader
            .ReadWindowAsync(
                level,
                new(0, 0, Math.Min(level.Width, 100), Math.Min(level.Height, 100)),
                new() { Bands = Some(reader) },
                cancellationToken
            )
            .ConfigureAwait(false);
        return raster.Width;
    }

    private static async Task<int> BlocksAsync(CogReader reader, CancellationToken cancellationToken)
    {
        for (int ifd = 0; ifd < Math.Min(reader.Header.Ifds.Count, 4); ifd++)
        {
            using Raster? raster = await reader.ReadBlockAsync(ifd, 0, 0, cancellationToken: cancellationToken).ConfigureAwait(false);
        }

        return 0;
    }

    private static async Task<int> BoxAsync(CogReader reader, CancellationToken cancellationToken)
    {
        BoundingBox bounds = reader.Header.Bounds;
        if (!bounds.IsValid)
        {
            return 0;
        }

        Resampling resampling = reader.Header.GeoTransform.IsAxisAligned ? Resampling.Bilinear : Resampling.Nearest;
        using Raster? raster = await reader
            .ReadAsync(bounds, new(20, 20), new() { Resampling = resampling, Bands = Some(reader) }, cancellationToken)
            .ConfigureAwait(false);
        using Raster? point = await reader
            .ReadPointAsync(bounds.MinX, bounds.MaxY, new() { Bands = Some(reader) }, cancellationToken)
            .ConfigureAwait(false);
        return 0;
    }

    private static async Task<int> ValidateAsync(
        IRangeSource source,
        CogReader reader,
        ValidationProfile profile,
        CancellationToken cancellationToken
    )
    {
        var request = new ValidationRequest { Profile = profile, IsFull = true };
        CogValidation found = await CogValidator
            .ValidateAsync(source, reader.Header, reader.Options, request, cancellationToken)
            .ConfigureAwait(false);
        return found.Errors.Count;
    }

    private static int[] Some(CogReader reader) => [.. Enumerable.Range(0, Math.Min(reader.Header.Image.SamplesPerPixel, 8))];
}
