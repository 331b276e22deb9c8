using Cog.Cli.Calls;

namespace Cog.Cli.Commands;

/// <summary>
/// <c>cog read</c>: pixels of a file as a picture, an array or a GeoTIFF; what <c>/cog/bbox</c> and <c>/cog/feature</c> answer.
/// </summary>
internal sealed class ReadCommand
{
    private const string Box = "/cog/bbox/{bounds}",
        All = "/cog/preview",
        Feature = "/cog/feature";

    // What a picture may have on each side: see OutputSize.
    private const int LargestSide = 65_536;

    private readonly Argument<string> _file = CogCommand.FileArgument();

    private readonly Option<string> _window = new("--window")
    {
        Description = "Pixels of the file, in its own CRS: column and row of the first, columns and rows, as 0,0,256,256.",
        HelpName = "x,y,width,height",
    };

    private readonly Option<string> _box = new("--bbox")
    {
        Description = "A box in longitude and latitude, or in the CRS of --coord_crs.",
        HelpName = "minx,miny,maxx,maxy",
    };

    private readonly Option<string> _shape = CogCommand.GeoJsonOption(
        "The area of a GeoJSON Feature, masked outside; - reads it from standard input."
    );

    private readonly QueryOptions _query = new((ApiCall.Get, Box), (ApiCall.Get, All), (ApiCall.Post, Feature));

    public static Command Create()
    {
        var read = new ReadCommand();
        Command command = new(
            "read",
            "Reads a window, a box, an area or all of a file, as NumPy array, GeoTIFF, PNG, JPEG or WebP. Samples of npy and tif are as "
                + "stored, unless rescaled."
        )
        {
            read._file,
            read._window,
            read._box,
            read._shape,
        };
        new PictureOptions(read._file, read._query).AddTo(command, read.PrepareAsync);
        return command;
    }

    private async Task<ApiCall> PrepareAsync(PictureOrder order, CancellationToken cancellationToken)
    {
        (ParseResult parsed, string url, string extension, Func<Task<CogHeader>> readHeaderAsync) = order;
        (string? window, string? box, string? shape) = (parsed.GetValue(_window), parsed.GetValue(_box), parsed.GetValue(_shape));
        if (new[] { window, box, shape }.Count(text => text is not null) > 1)
        {
            throw CommandException.Usage("Of --window, --bbox and --geojson, one at a time can be given.");
        }

        if (shape is not null)
        {
            return new(ApiCall.Post, Feature + extension, _query.ValuesOf(parsed, url, ApiCall.Post, Feature))
            {
                Body = await CogCommand.ReadGeoJsonAsync(shape, cancellationToken),
            };
        }

        if (box is not null)
        {
            return OfBox(ApiCall.Segment("--bbox", box), []);
        }

        if (_query.Has(parsed, "coord_crs"))
        {
            throw CommandException.Usage("--coord_crs says what --bbox or --geojson is in: name one of them.");
        }

        return window is null ? OfAll(await readHeaderAsync()) : OfWindow(PixelsOf(window), await readHeaderAsync());

        ApiCall OfBox(string corners, KeyValuePair<string, string>[] more) =>
            new(ApiCall.Get, $"/cog/bbox/{corners}{extension}", [.. _query.ValuesOf(parsed, url, ApiCall.Get, Box), .. more]);

        // A preview is at most 1024 pixels long unless it is told otherwise; to read a file is to read all of its pixels.
        ApiCall OfAll(CogHeader header)
        {
            if (!_query.Has(parsed, "dst_crs"))
            {
                return OfBox(Corners(header.Bounds), [new("coord_crs", "native")]);
            }

            bool isSized = _query.Has(parsed, "max_size", "width", "height");
            if (!isSized && Math.Max(header.Image.Width, header.Image.Height) > LargestSide / 2)
            {
                throw CommandException.Usage("The file is too large for one picture in another CRS: say how large with --max_size.");
            }

            KeyValuePair<string, string>[] size = isSized ? [] : [new("max_size", Text(LargestSide))];
            return new(ApiCall.Get, All + extension, [.. _query.ValuesOf(parsed, url, ApiCall.Get, All), .. size]);
        }

        ApiCall OfWindow(PixelWindow pixels, CogHeader header)
        {
            GeoTransform transform = header.GeoTransform;
            if (transform is not ({ IsAxisAligned: true, A: > 0, E: < 0 }) && transform != GeoTransform.Identity)
            {
                throw CommandException.Usage("The rows of this file do not run from north to south: read a --bbox of it.");
            }

            (double left, double top) = transform.Apply(pixels.X, pixels.Y);
            (double right, double bottom) = transform.Apply((double)pixels.X + pixels.Width, (double)pixels.Y + pixels.Height);
            KeyValuePair<string, string>[] size = _query.Has(parsed, "max_size", "width", "height", "dst_crs")
                ? []
                : [new("width", Text(pixels.Width)), new("height", Text(pixels.Height))];
            return OfBox(Corners(new(left, Math.Min(top, bottom), right, Math.Max(top, bottom))), [new("coord_crs", "native"), .. size]);
        }
    }

    private static PixelWindow PixelsOf(string text)
    {
        string[] parts = text.Split(',');
        int[] numbers =
        [
            .. parts
                .Select(part => int.TryParse(part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int n) ? n : (int?)null)
                .OfType<int>(),
        ];
        return (parts.Length, numbers) is (4, [var x, var y, > 0 and var width, > 0 and var height])
            ? new(x, y, width, height)
            : throw CommandException.Usage($"--window is '{text}': expected column,row,columns,rows, e.g. 0,0,256,256.");
    }

    private static string Corners(BoundingBox box) =>
        string.Create(CultureInfo.InvariantCulture, $"{box.MinX:R},{box.MinY:R},{box.MaxX:R},{box.MaxY:R}");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
