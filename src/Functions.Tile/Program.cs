using Cog.Api.Tiles;
using Cog.Hosting.Lambda;
using Cog.Rendering.Codecs;

return await LambdaFunction.RunAsync(routes => routes.MapTile(), SkiaCodecs.All);
