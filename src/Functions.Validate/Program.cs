using Cog.Api;
using Cog.Api.Uploads;
using Cog.Hosting.Lambda;
using Cog.Rendering.Codecs;

return await LambdaFunction.RunAsync(routes => routes.MapValidate(), SkiaCodecs.All, new UploadEvents(Console.Out).HandleAsync);
