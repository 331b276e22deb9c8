using Cog.Hosting.Lambda;
using Cog.Rendering.Codecs;
using Functions.Validate;

return await LambdaFunction.RunAsync(routes => routes.MapValidate(), SkiaCodecs.All, new UploadEvents(Console.Out).HandleAsync);
