using Cog.Api;
using Cog.Hosting.Lambda;

return await LambdaFunction.RunAsync(routes => routes.MapTile());
