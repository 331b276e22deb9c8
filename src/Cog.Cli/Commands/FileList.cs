using System.Runtime.CompilerServices;
using Cog.Aws;
using Cog.Hosting.Aws;
using Cog.Hosting.Failures;

namespace Cog.Cli.Commands;

/// <summary>
/// The files that a person names by files, folders, folders of S3, and lists: text files with an address on each line, <c>-</c> for
/// standard input.
/// </summary>
internal static class FileList
{
    /// <summary>Whether a text names a folder of S3.</summary>
    public static bool IsFolderOfS3(string text) => text.StartsWith("s3://", StringComparison.OrdinalIgnoreCase) && text.EndsWith('/');

    /// <summary>
    /// Every file once, in the order in which they are named; in a folder by name. What is not there fails by itself, and the others go on.
    /// </summary>
    /// <exception cref="CommandException">A name is empty.</exception>
    public static async Task<FileListing> ReadAsync(IEnumerable<string> texts, CancellationToken cancellationToken)
    {
        var found = new List<SourceAddress>();
        var failures = new List<(string, string)>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (string text in texts)
        {
            try
            {
                await foreach (SourceAddress address in OneAsync(text, cancellationToken))
                {
                    if (known.Add(address.Url))
                    {
                        found.Add(address);
                    }
                }
            }
            catch (Exception error) when (error is CommandException { IsUsage: false } or CogException or BadHttpRequestException)
            {
                failures.Add((text, Failure.Of(error).Message));
            }
        }

        return new(found, failures);
    }

    /// <summary>The GeoTIFFs in a folder of S3, by their names.</summary>
    /// <exception cref="CogException">S3 does not list it.</exception>
    public static async IAsyncEnumerable<(S3Address Address, DateTimeOffset Written)> ListAsync(
        string folder,
        CogOptions settings,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        string[] parts = folder["s3://".Length..].Split('/', 2);
        using var clients = new S3Clients(settings.Aws);
        await foreach ((string key, DateTimeOffset written) in S3Listing.ListAsync(clients, parts[0], parts[1], cancellationToken))
        {
            if (IsGeoTiff(key))
            {
                yield return (new(parts[0], key, null), written);
            }
        }
    }

    private static async IAsyncEnumerable<SourceAddress> OneAsync(string text, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (IsFolderOfS3(text))
        {
            await foreach ((S3Address address, _) in ListAsync(text, CommandSettings.Read(), cancellationToken))
            {
                yield return SourceAddress.Parse(address.ToString());
            }
        }
        else if (Directory.Exists(text))
        {
            var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true };
            string[] files = [.. Directory.EnumerateFiles(text, "*", options).Where(IsGeoTiff).Order(StringComparer.Ordinal)];
            foreach (string file in files)
            {
                yield return SourceAddress.Parse(file);
            }

            if (files.Length == 0)
            {
                throw new CommandException("The folder has no .tif or .tiff file in it.");
            }
        }
        else if (text == "-" || text.EndsWith(".txt", StringComparison.OrdinalIgnoreCase))
        {
            foreach (string line in await LinesAsync(text, cancellationToken))
            {
                // One that is not there any more fails by itself, and the others go on.
                yield return line.Contains("://", StringComparison.Ordinal) || File.Exists(line)
                    ? SourceAddress.Parse(line)
                    : new(Path.GetFileName(line), line);
            }
        }
        else
        {
            yield return SourceAddress.Parse(text);
        }
    }

    // What stands behind # says why a file is in a list of failures.
    private static async Task<IReadOnlyList<string>> LinesAsync(string path, CancellationToken cancellationToken)
    {
        string all;
        try
        {
            all = path == "-" ? await Console.In.ReadToEndAsync(cancellationToken) : await File.ReadAllTextAsync(path, cancellationToken);
        }
        catch (Exception error) when (FileErrors.Is(error))
        {
            throw new CommandException($"The list cannot be read: {FileErrors.ReasonOf(path, error)}");
        }

        return [.. all.Split('\n').Select(line => line.Split('\t')[0].Trim()).Where(line => line.Length > 0 && !line.StartsWith('#'))];
    }

    private static bool IsGeoTiff(string name) =>
        name.EndsWith(".tif", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".tiff", StringComparison.OrdinalIgnoreCase);
}

/// <summary>The files that a person named.</summary>
/// <param name="Files">In order.</param>
/// <param name="Failures">What was named and is not there, with why.</param>
internal sealed record FileListing(IReadOnlyList<SourceAddress> Files, IReadOnlyList<(string Url, string Reason)> Failures);
