using Cog.Api;
using Cog.Hosting.Lambda;
using Cog.Rendering.Codecs;

return await LambdaFunction.RunAsync(routes => routes.MapTile(), SkiaCodecs.All);
