using Cog.Codecs;
using Cog.Hosting.Lambda;
using Functions.Info;

return await LambdaFunction.RunAsync(routes => routes.MapInfo(), BlockCodecs.Managed);
