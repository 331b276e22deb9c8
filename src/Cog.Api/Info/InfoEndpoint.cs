using Cog.Hosting.Files;
using Cog.Hosting.Http;

namespace Cog.Api.Info;

/// <summary>
/// <c>GET /cog/info?url=…</c>: what a file is; <c>ifd=true</c> adds every directory, tag by tag. Answered from the header alone.
/// </summary>
internal static class InfoEndpoint
{
    public static FileAnswer Answer(RequestQuery query)
    {
        bool withDirectories = query.Flag("ifd", absent: false);
        return file =>
        {
            InfoResponse info = InfoResponse.Of(file.Header) with { Ifds = withDirectories ? DirectoryDescription.Of(file.Header) : null };
            return Task.FromResult(BufferedResponse.Json(info, InfoJson.Default.InfoResponse));
        };
    }
}
