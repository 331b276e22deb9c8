using Cog.Api;
using Cog.Api.Uploads;
using Cog.Hosting.Lambda;

return await LambdaFunction.RunAsync(routes => routes.MapValidate(), new UploadEvents(Console.Out).HandleAsync);
