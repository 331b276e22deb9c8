using Cog.Hosting.Sources;
using Cog.Hosting.Telemetry;
using Cog.Sources;

namespace Cog.Api.Mosaics.Documents;

/// <summary>Mosaics that a MosaicJSON lists, at <c>url</c>.</summary>
internal sealed class MosaicJsonMosaics : IMosaics
{
    private readonly CogFiles _files;
    private readonly Documents<MosaicDocument> _documents;

    /// <param name="files">Where documents and files are.</param>
    /// <param name="time">The clock.</param>
    public MosaicJsonMosaics(CogFiles files, TimeProvider time)
    {
        CogOptions options = files.Options;
        _files = files;
        _documents = new(
            (bytes, uri) => Read(bytes, uri, options.Mosaics.MaxBytes),
            options,
            new(options.Mosaics.MaxBytes, "COG_MOSAIC_MAX_BYTES"),
            time,
            new(options.Mosaics.CacheBytes, document => document.MemoryBytes)
        );
        Texts = new(
            (bytes, uri) => TextOf(bytes, uri, options.Mosaics.MaxBytes),
            options,
            new(options.Mosaics.MaxBytes, "COG_MOSAIC_MAX_BYTES"),
            time,
            new(0, text => text.Length) // Asked for once in a while.
        );
    }

    /// <summary>The same documents as they are written, unpacked; not kept.</summary>
    public Documents<byte[]> Texts { get; }

    /// <inheritdoc/>
    public RequestQuery QueryOf(HttpRequest request) => new(request) { Subject = "a MosaicJSON" };

    /// <inheritdoc/>
    public async Task<IMosaic> OpenAsync(HttpContext context, RequestQuery query)
    {
        FileLocation location = _files.Locate(context, query);
        RequestLog log = RequestLog.Of(context);
        _files.Begin(location, log);
        Document<MosaicDocument> document = await _documents.ReadAsync(location, log, context.RequestAborted);
        return new MosaicJsonMosaic(document, name => MemberOf(name, location), _files.Options.Mosaics);
    }

    private MosaicMember MemberOf(string name, FileLocation document)
    {
        try
        {
            return new CogMember(name, _files.Locate(AssetAddress.Of(name, document.Key.Object), document));
        }
        catch (Exception error) when (error is CogException or BadHttpRequestException)
        {
            return new RefusedMember(name, error);
        }
    }

    // What is no MosaicJSON is not shown: url may name anything.
    private static byte[] TextOf(ReadOnlyMemory<byte> bytes, Uri uri, int maxBytes)
    {
        Read(bytes, uri, maxBytes);
        return PackedText.Unpack(bytes, maxBytes).ToArray();
    }

    private static MosaicDocument Read(ReadOnlyMemory<byte> bytes, Uri uri, int maxBytes)
    {
        try
        {
            return MosaicDocumentReader.Read(PackedText.Unpack(bytes, maxBytes));
        }
        catch (FormatException error)
        {
            throw new BadHttpRequestException(
                $"{SourceName.Of(uri)} is no MosaicJSON. {error.Message}",
                StatusCodes.Status422UnprocessableEntity,
                error
            );
        }
    }
}
