using System.Net;
using Cog.Cli.Serving;
using Cog.Sources;

namespace Cog.Cli.Commands;

/// <summary><c>cog serve</c>: every endpoint, and the map viewer, on this machine.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        Argument<string[]> files = new("PATH-OR-URL")
        {
            Description =
                "Files, folders of files, or addresses (https://…, s3://bucket/key). Default: two sample files, an image and an elevation "
                + "model of an island.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        CogCommand.RefuseOptions(files);
        Option<int?> port = UsageErrors.WholeNumber("--port", (0, 65_535), "The port to listen on; 0 takes any free one.", "-p");
        port.DefaultValueFactory = _ => 8000;
        Option<string> host = new("--host")
        {
            Description =
                "The address to listen on. With any but this machine's own (127.0.0.1, ::1), other machines can read the files served, "
                + "and what --allow names.",
            DefaultValueFactory = _ => "127.0.0.1",
        };
        host.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && AddressOf(text) is null)
            {
                result.AddError($"--host is '{text}': expected localhost or an IP address.");
            }
        });
        Option<string[]> allow = new("--allow")
        {
            Description =
                "A folder, or the start of an address (https://host/folder/), that ?url= may read beside the files served. Without it, "
                + "this machine may read everything, and other machines the files served alone.",
        };

        Command command = new("serve", "Serves files as map tiles, with a map viewer, until Ctrl-C.") { files, port, host, allow };
        command.SetAction(
            (parsed, cancellationToken) =>
                Terminal.RunAsync(() =>
                    LocalServer.RunAsync(
                        new(
                            Files(parsed.GetValue(files) ?? []),
                            new(AddressOf(parsed.GetRequiredValue(host))!, parsed.GetValue(port)!.Value),
                            [.. (parsed.GetValue(allow) ?? []).Select(Allowed)]
                        ),
                        cancellationToken
                    )
                )
        );
        return command;
    }

    private static SourceAddress[] Files(string[] files) =>
        files.Length > 0 ? [.. files.SelectMany(SourceAddress.ParseAll)] : [Sample("island-rgb.tif"), Sample("island-dem.tif")];

    private static IPAddress? AddressOf(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback
        : IPAddress.TryParse(host, out IPAddress? address) ? address
        : null;

    private static string Allowed(string text)
    {
        if (text == "*" || text.Contains("://", StringComparison.Ordinal))
        {
            return text;
        }

        return Path.Exists(text)
            ? new FileRangeSource(text).Uri.AbsoluteUri
            : throw new CommandException($"--allow is '{text}': there is no such file or folder.");
    }

    private static SourceAddress Sample(string name) => SourceAddress.Parse(Path.Combine(AppContext.BaseDirectory, "sample", name));
}
