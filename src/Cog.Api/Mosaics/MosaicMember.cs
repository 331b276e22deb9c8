using Cog.Header;
using Cog.Hosting.Sources;
using Cog.Hosting.Telemetry;

namespace Cog.Api.Mosaics;

/// <summary>One of the datasets that a mosaic is made of.</summary>
/// <param name="name">As the mosaic names it.</param>
internal abstract class MosaicMember(string name)
{
    /// <summary>As the mosaic names it.</summary>
    public string Name => name;

    /// <summary>The files whose headers it needs.</summary>
    public virtual IEnumerable<HeaderKey> Keys => [];

    /// <summary>Whether the caller pays for it.</summary>
    public bool RequesterPays => Keys.Any(key => key.RequesterPays);

    /// <summary>Where it is, as far as that is known without opening it; null when it is not.</summary>
    public virtual CogHeader? KnownGrid(MosaicFiles files) => null;

    /// <summary>Whether <see cref="KnownGrid"/> is a file's own header, and so has its version.</summary>
    public virtual bool IsGridOfFile => true;

    /// <summary>Opens the member for a read.</summary>
    /// <param name="files">How.</param>
    /// <param name="use">What is done with it, and with its version, null when that is unknown; may be called twice.</param>
    /// <exception cref="CogException">It cannot be opened, or <paramref name="use"/> threw it.</exception>
    public abstract Task UseAsync(MosaicFiles files, Func<IDataset, string?, Task> use);
}

/// <summary>How the members of a mosaic are opened for one request.</summary>
/// <param name="Files">Opens files.</param>
/// <param name="Log">Where reads are written down.</param>
/// <param name="Told">What the table of headers has said already.</param>
/// <param name="CancellationToken">Ends with the request.</param>
internal sealed record MosaicFiles(CogFiles Files, RequestLog Log, TableAnswers Told, CancellationToken CancellationToken);

/// <summary>A file.</summary>
internal sealed class CogMember(string name, FileLocation location) : MosaicMember(name)
{
    /// <inheritdoc/>
    public override IEnumerable<HeaderKey> Keys => [location.Key];

    /// <inheritdoc/>
    public override CogHeader? KnownGrid(MosaicFiles files) => files.Files.Opener.Known(location.Key, files.Told);

    /// <inheritdoc/>
    public override Task UseAsync(MosaicFiles files, Func<IDataset, string?, Task> use) =>
        files.Files.Opener.UseAllAsync(
            [location],
            files.Log,
            async opened =>
            {
                await use(new CogDataset(opened[0]), opened[0].Version);
                return true;
            },
            files.CancellationToken,
            files.Told
        );
}

/// <summary>What a mosaic names and cannot be opened: no address, or one that may not be read.</summary>
internal sealed class RefusedMember(string name, Exception reason) : MosaicMember(name)
{
    /// <inheritdoc/>
    public override Task UseAsync(MosaicFiles files, Func<IDataset, string?, Task> use) => Task.FromException(reason);
}
