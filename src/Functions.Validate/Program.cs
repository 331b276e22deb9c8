using Cog.Api.Uploads;
using Cog.Api.Validation;
using Cog.Hosting.Lambda;
using Cog.Rendering.Codecs;

return await LambdaFunction.RunAsync(routes => routes.MapValidate(), SkiaCodecs.All, new UploadEvents(Console.Out).HandleAsync);
