using Cog.Hosting.Sources;
using Cog.Hosting.Telemetry;

namespace Cog.Api.Mosaics.Documents;

/// <summary><c>GET /mosaicjson/?url=…</c>: the document itself, unpacked.</summary>
internal static class MosaicDocumentEndpoint
{
    public static async Task HandleAsync(HttpContext context, CogFiles files, MosaicJsonMosaics mosaics)
    {
        RequestQuery query = mosaics.QueryOf(context.Request);
        FileLocation location = files.Locate(context, query);
        RequestLog log = RequestLog.Of(context);
        files.Begin(location, log);
        Document<byte[]> text = await mosaics.Texts.ReadAsync(location, log, context.RequestAborted);
        await files.RespondAsync(context, query, [], text.Version, _ =>
            Task.FromResult(new BufferedResponse(text.Content, "application/json"))
        );
    }
}
