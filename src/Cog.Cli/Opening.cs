using System.Text;
using Cog.Hosting;
using Cog.Rendering.Codecs;
using Cog.Sources;
using Microsoft.AspNetCore.Http;

namespace Cog.Cli;

/// <summary>Opens the file that a command is about.</summary>
internal static class Opening
{
    /// <summary>The transport for an address; every read is written into <paramref name="reads"/>.</summary>
    /// <exception cref="CommandException">There is none.</exception>
    public static IRangeSource Resolve(SourceAddress address, ReadLog reads)
    {
        try
        {
            return new RecordedRangeSource(new SourceResolver(SourcePolicy.AllowAll).Resolve(address.Url), reads);
        }
        catch (BadHttpRequestException error)
        {
            throw new CommandException(error.Message);
        }
    }

    /// <summary>Reads the header of a file.</summary>
    /// <exception cref="CommandException">It is not a TIFF; when it is a web page, that is said.</exception>
    /// <exception cref="CogException">It cannot be read.</exception>
    public static async Task<CogReader> OpenAsync(SourceAddress address, IRangeSource source, CancellationToken cancellationToken)
    {
        CogReaderOptions options = CogOptions.FromEnvironment(Environment.GetEnvironmentVariable).ToReaderOptions(SkiaCodecs.All);
        try
        {
            return await CogReader.OpenAsync(source, options, cancellationToken);
        }
        catch (InvalidTiffException error)
        {
            if (await IsWebPageAsync(source, cancellationToken))
            {
                throw new CommandException($"{address.Name} is a web page, not a GeoTIFF. Is the address that of the file itself?");
            }

            throw new CommandException($"{address.Name}: {error.Message}");
        }
    }

    private static async Task<bool> IsWebPageAsync(IRangeSource source, CancellationToken cancellationToken)
    {
        RangeRead start = await source.ReadAsync(new(0, 256), ifMatch: null, cancellationToken);
        string text = Encoding.Latin1.GetString(start.Data.Span).TrimStart('\uFEFF', 'ï', '»', '¿', ' ', '\r', '\n', '\t');
        return text.StartsWith("<!doctype", StringComparison.OrdinalIgnoreCase) || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase);
    }
}
