using Cog;
using Cog.Api;
using Cog.Codecs;
using Cog.Hosting.Lambda;

return await LambdaFunction.RunAsync(routes => routes.MapInfo(), BlockCodecs.Managed);
