using Cog.Hosting.Lambda;
using Cog.Rendering.Codecs;
using Functions.Tile;

return await LambdaFunction.RunAsync(routes => routes.MapTile(), SkiaCodecs.All);
