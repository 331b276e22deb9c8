using Cog.Rendering.Projection;

namespace Cog.Cli.Commands;

/// <summary><c>cog transform</c>: points from one CRS to another, line by line.</summary>
internal static class TransformCommand
{
    /// <summary>What is written for a point outside the domain of a projection, as PROJ's programs do.</summary>
    private const string Outside = "* *";

    public static Command Create()
    {
        Option<string> from = new("--from")
        {
            Description = "The CRS of the points that are read: EPSG:4326, an OGC URI, a PROJ string, or WKT 1.",
            DefaultValueFactory = _ => "EPSG:4326",
        };
        Option<string> to = new("--to") { Description = "The CRS of the points that are written, in the same forms.", Required = true };
        Option<bool> noDatum = new("--no-datum")
        {
            Description = "Leave out datum transformations: only project, each CRS on its own ellipsoid.",
        };
        Command command = new(
            "transform",
            "Transforms points: reads lines of 'x y' (longitude or easting first), writes such lines. A third number (height) is copied."
        )
        {
            from,
            to,
            noDatum,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                Terminal.RunAsync(() =>
                    RunAsync(
                        CrsTransform.Create(
                            CrsOf(parsed.GetRequiredValue(from)),
                            CrsOf(parsed.GetRequiredValue(to)),
                            !parsed.GetValue(noDatum)
                        ),
                        Console.In,
                        Console.Out,
                        cancellationToken
                    )
                )
        );
        return command;
    }

    /// <summary>Transforms each line.</summary>
    /// <exception cref="CommandException">A line is not two numbers, or three with a height; the message says which.</exception>
    internal static async Task<int> RunAsync(
        CrsTransform transform,
        TextReader input,
        TextWriter output,
        CancellationToken cancellationToken
    )
    {
        int number = 0;
        try
        {
            while (await input.ReadLineAsync(cancellationToken) is { } line)
            {
                number++;
                string[] words = line.Split([' ', '\t', ','], StringSplitOptions.RemoveEmptyEntries);
                if (words.Length == 0)
                {
                    continue;
                }

                if (
                    words.Length is not (2 or 3)
                    || !IsNumber(words[0], out double x)
                    || !IsNumber(words[1], out double y)
                    || !(words.Length == 2 || IsNumber(words[2], out _))
                )
                {
                    throw new CommandException($"Line {number} is '{line.Trim()}': expected two numbers, 'x y', or three with a height.");
                }

                (x, y) = transform.Transform(x, y);
                await output.WriteLineAsync(
                    double.IsFinite(x) && double.IsFinite(y)
                        ? string.Create(CultureInfo.InvariantCulture, $"{x:R} {y:R}{(words.Length == 3 ? " " + words[2] : "")}")
                        : Outside
                );
            }
        }
        finally
        {
            await output.FlushAsync(CancellationToken.None);
        }

        return 0;
    }

    private static bool IsNumber(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    private static Crs CrsOf(string text)
    {
        try
        {
            return Crs.Parse(text);
        }
        catch (FormatException error)
        {
            throw new CommandException(error.Message);
        }
    }
}
