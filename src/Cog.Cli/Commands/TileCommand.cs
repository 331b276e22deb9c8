using Cog.Cli.Calls;
using Cog.Rendering.Tiling;

namespace Cog.Cli.Commands;

/// <summary><c>cog tile</c>: a map tile; what <c>/cog/tiles</c> answers.</summary>
internal sealed class TileCommand
{
    private readonly Argument<string> _file = CogCommand.FileArgument();
    private readonly Argument<string> _z = Coordinate("z", "Level of the tile matrix set.");
    private readonly Argument<string> _x = Coordinate("x", "Column of the tile.");
    private readonly Argument<string> _y = Coordinate("y", "Row of the tile, from the top; 5@2x is twice as large.");

    private readonly Option<string> _set = new("--tms", "--tileMatrixSetId")
    {
        Description = "The tile matrix set, or CogGrid: the grid that the file is stored in.",
        DefaultValueFactory = _ => "WebMercatorQuad",
        HelpName = "name",
    };

    private readonly QueryOptions _query = new((ApiCall.Get, "/cog/tiles/{tileMatrixSet}/{z}/{x}/{y}"));

    public static Command Create()
    {
        var tile = new TileCommand();
        tile._set.CompletionSources.Add([.. TileMatrixSets.Registered.Ids, TileMatrixSets.NativeGrid]);
        Command command = new("tile", "Draws a map tile.") { tile._file, tile._z, tile._x, tile._y, tile._set };
        new PictureOptions(tile._file, tile._query).AddTo(command, tile.PrepareAsync);
        return command;
    }

    private Task<ApiCall> PrepareAsync(PictureOrder order, CancellationToken cancellationToken)
    {
        ParseResult parsed = order.Parsed;
        string[] segments =
        [
            ApiCall.Segment("--tms", parsed.GetRequiredValue(_set)),
            ApiCall.Segment("z", parsed.GetRequiredValue(_z)),
            ApiCall.Segment("x", parsed.GetRequiredValue(_x)),
            ApiCall.Segment("y", parsed.GetRequiredValue(_y)),
        ];
        return Task.FromResult<ApiCall>(
            new(ApiCall.Get, $"/cog/tiles/{string.Join('/', segments)}{order.Extension}", _query.ValuesOf(parsed, order.Url))
        );
    }

    private static Argument<string> Coordinate(string name, string description)
    {
        Argument<string> argument = new(name) { Description = description };
        CogCommand.RefuseOptions(argument);
        return argument;
    }
}
