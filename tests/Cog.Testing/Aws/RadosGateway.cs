using System.Diagnostics;
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

    /// <summary>Kills the gateway alone, as a machine that is lost: what it stored is there when it comes back.</summary>
    public async Task KillAsync()
    {
        foreach (string process in Directory.GetDirectories("/proc").Where(p => int.TryParse(Path.GetFileName(p), out _)))
        {
            string command = File.Exists($"{process}/cmdline") ? await ReadAsync($"{process}/cmdline") : "";
            string environment = command.StartsWith("radosgw\0", StringComparison.Ordinal) ? await ReadAsync($"{process}/environ") : "";
            if (environment.Contains($"CEPH_CONF={_folder.FullName}/", StringComparison.Ordinal))
            {
                using Process gateway = Process.GetProcessById(int.Parse(Path.GetFileName(process), CultureInfo.InvariantCulture));
                gateway.Kill();
                await gateway.WaitForExitAsync();
            }
        }
    }

    /// <summary>Starts the gateway anew, and waits until it serves. Whoever starts it ends it.</summary>
    public async Task<Process> RestartAsync()
    {
        var start = new ProcessStartInfo("radosgw", ["-f", "-n", "client.admin", "--ms-mon-client-mode=crc", "--ms-client-mode=crc"])
        {
            WorkingDirectory = _folder.FullName,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["CEPH_CONF"] = Path.Combine(_folder.FullName, "ceph.conf");
        Process gateway = Process.Start(start)!;
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        for (int left = 180; left > 0; left--)
        {
            try
            {
                using HttpResponseMessage answer = await client.GetAsync(Endpoint);
                return gateway;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(TimeSpan.FromSeconds(0.2));
            }
        }

        throw new InvalidOperationException("The gateway did not start again.");
    }

    private static async Task<string> ReadAsync(string path)
    {
        try
        {
            return await File.ReadAllTextAsync(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return ""; // Ended meanwhile.
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
