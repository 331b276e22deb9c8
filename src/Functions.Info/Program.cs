using Cog.Api;
using Cog.Hosting.Lambda;
using Cog.Viewer;

return await LambdaFunction.RunAsync(routes => routes.MapInfo(ViewerFiles.Open));
