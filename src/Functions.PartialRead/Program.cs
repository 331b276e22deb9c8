using Cog.Hosting.Lambda;
using Cog.Rendering.Codecs;
using Functions.PartialRead;

return await LambdaFunction.RunAsync(routes => routes.MapPartialRead(), SkiaCodecs.All);
