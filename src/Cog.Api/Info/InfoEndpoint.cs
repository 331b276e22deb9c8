namespace Cog.Api.Info;

/// <summary>
/// <c>GET /cog/info?url=…</c>: what a file is; <c>ifd=true</c> adds every directory, tag by tag; <c>compat=v0</c> says it as TiTiler 0 did.
/// Answered from the header alone.
/// </summary>
internal static class InfoEndpoint
{
    public static FileAnswer Answer(RequestQuery query)
    {
        bool withDirectories = query.Flag("ifd", absent: false);
        bool isOld = query.Text("compat") switch
        {
            null => false,
            "v0" => true,
            var other => query.Wrong("compat", $"compat is '{other}': expected v0.", false),
        };
        return file =>
        {
            InfoResponse info = InfoResponse.Of(file.Header) with { Ifds = withDirectories ? DirectoryDescription.Of(file.Header) : null };
            if (isOld)
            {
                info = info.AsOfVersion0(file.Header);
            }

            return Task.FromResult(BufferedResponse.Json(info, InfoJson.Default.InfoResponse));
        };
    }
}
