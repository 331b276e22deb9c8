using System.Globalization;

namespace Cog.Testing.Aws;

/// <summary>An S3 of the tests' own, that enforces what Amazon's enforces: see <c>tests/services/radosgw.sh</c>.</summary>
internal sealed class RadosGateway : IAsyncDisposable
{
    private readonly ServiceProcess _process;
    private readonly DirectoryInfo _folder;

    private RadosGateway(ServiceProcess process, DirectoryInfo folder, Uri endpoint) =>
        (_process, _folder, Endpoint) = (process, folder, endpoint);

    /// <summary>Why a test was skipped; null when the gateway can be started.</summary>
    public static string? Missing { get; } =
        new[] { "ceph-mon", "ceph-osd", "radosgw", "radosgw-admin", "ceph-authtool", "curl" }.FirstOrDefault(p =>
            !ServiceProcess.IsInstalled(p)
        )
            is { } program
            ? $"{program} is not installed (Debian: ceph-mon ceph-osd radosgw ceph-common curl)."
            : null;

    /// <summary>Path style.</summary>
    public Uri Endpoint { get; }

    /// <summary>The account whose buckets the tests make: access key and secret.</summary>
    public static (string Key, string Secret) Owner => ("OWNERKEY", "OWNERSECRET");

    /// <summary>Another account.</summary>
    public static (string Key, string Secret) Stranger => ("STRANGERKEY", "STRANGERSECRET");

    /// <summary>Starts one; takes some ten seconds.</summary>
    public static async Task<RadosGateway> StartAsync()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("radosgw-");
        int port = ServiceProcess.FreePort();
        string[] ports =
        [
            .. new[] { port, ServiceProcess.FreePort(), ServiceProcess.FreePort() }.Select(p => p.ToString(CultureInfo.InvariantCulture)),
        ];
        return new(
            await ServiceProcess.StartAsync(Path.Combine(ServiceProcess.Folder, "radosgw.sh"), [folder.FullName, .. ports]),
            folder,
            new($"http://127.0.0.1:{port}")
        );
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
