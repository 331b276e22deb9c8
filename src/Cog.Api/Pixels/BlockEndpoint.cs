namespace Cog.Api.Pixels;

/// <summary>
/// <c>GET /cog/block/{ifd}/{x}/{y}.npy?url=…</c>: one block as stored, clipped to the image; a mask directory gives 0 and 255 (aiocogeo's
/// <c>get_tile</c>).
/// </summary>
internal static class BlockEndpoint
{
    public static FileAnswer Answer(RequestQuery query)
    {
        BlockRequest request = BlockRequest.Parse(query);
        return file => ReadAsync(request, file);
    }

    private static async Task<BufferedResponse> ReadAsync(BlockRequest request, CogFile file)
    {
        using Raster raster = await file.Log.ReadAsync(() =>
            file.Reader.ReadBlockAsync(request.Ifd, request.X, request.Y, cancellationToken: file.CancellationToken)
        )
            ?? throw new BadHttpRequestException(
                $"Block(ifd={request.Ifd}, x={request.X}, y={request.Y}) is outside bounds",
                StatusCodes.Status404NotFound
            );
        return NumPyResponse.Of(raster);
    }
}

/// <summary>A block, as asked for.</summary>
/// <param name="Ifd">Position in the chain of directories.</param>
/// <param name="X">Block column.</param>
/// <param name="Y">Block row.</param>
internal sealed record BlockRequest(int Ifd, int X, int Y)
{
    public static BlockRequest Parse(RequestQuery query)
    {
        return new(Integer("ifd"), Integer("x"), Integer("y"));

        int Integer(string name) => RequestQuery.ParseInteger(name, query.Segment(name) ?? "", 0, int.MaxValue);
    }
}
