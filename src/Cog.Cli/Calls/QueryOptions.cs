using System.CommandLine.Completions;
using Cog.Api;
using Cog.Api.Pages;
using Cog.Rendering.Algorithms;
using Cog.Rendering.Styling;
using Cog.Rendering.Styling.Colors;

namespace Cog.Cli.Calls;

/// <summary>
/// The query parameters of routes as options of a command: their names, what they mean and their values are those that <c>/api</c> tells of
/// them, and a parameter that a route gets is an option from then on.
/// </summary>
internal sealed class QueryOptions
{
    private readonly SortedDictionary<string, Option> _options = new(StringComparer.Ordinal);
    private readonly RouteDescription[] _routes;

    /// <param name="routes">Method and template of each route that the command may call.</param>
    public QueryOptions(params (string Method, string Template)[] routes)
    {
        _routes = [.. routes.Select(route => RouteDescriptions.All.Single(r => r.Method == route.Method && r.Route == route.Template))];
        foreach (string key in _routes.SelectMany(route => route.Parameters).Distinct())
        {
            ParameterDescription parameter = ParameterDescriptions.OfQuery[key];
            string name = parameter.Name ?? key;
            if (name != "url")
            {
                _options.TryAdd(name, OptionOf(name, parameter));
            }
        }
    }

    /// <summary>Gives a command the options, by name.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in _options.Values)
        {
            command.Add(option);
        }
    }

    /// <summary>The parameters that a person gave, where the command has one route.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="url">The file.</param>
    public IReadOnlyList<KeyValuePair<string, string>> ValuesOf(ParseResult parsed, string url) =>
        ValuesOf(parsed, url, _routes.Single().Method, _routes.Single().Route);

    /// <summary>The parameters that a person gave.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="url">The file.</param>
    /// <param name="method">That of the route that is called.</param>
    /// <param name="template">Its template.</param>
    /// <exception cref="CommandException">The route does not know one of them.</exception>
    public IReadOnlyList<KeyValuePair<string, string>> ValuesOf(ParseResult parsed, string url, string method, string template)
    {
        RouteDescription route = _routes.Single(r => r.Method == method && r.Route == template);
        HashSet<string> known = [.. route.Parameters.Select(key => ParameterDescriptions.OfQuery[key].Name ?? key)];
        var values = new List<KeyValuePair<string, string>> { new("url", url) };
        foreach ((string name, Option option) in _options)
        {
            if (parsed.GetResult(option) is not { Implicit: false } result)
            {
                continue;
            }

            if (!known.Contains(name))
            {
                throw CommandException.Usage($"--{name} has no meaning here.");
            }

            // A flag alone is a true one.
            values.AddRange(
                result.Tokens is [] ? [new(name, "true")] : result.Tokens.Select(t => new KeyValuePair<string, string>(name, t.Value))
            );
        }

        return values;
    }

    /// <summary>Whether a person gave one of these.</summary>
    public bool Has(ParseResult parsed, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (_options.TryGetValue(name, out Option? option) && parsed.GetResult(option) is { Implicit: false })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The format of a picture, which is a part of the path of an address.</summary>
    public static Option<string> FormatOption()
    {
        ParameterDescription format = ParameterDescriptions.OfPath["format"];
        Option<string> option = new("--format")
        {
            Description =
                $"Format of the result: {string.Join(", ", format.Values)}. "
                + "Default: that of the file name of --output; else PNG if a pixel is "
                + "masked, or JPEG.",
            HelpName = "format",
        };
        option.CompletionSources.Add([.. format.Values]);
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && ImageFormats.Parse(text) is null)
            {
                result.AddError($"--format is '{text}': expected one of {string.Join(", ", format.Values)}.");
            }
        });
        return option;
    }

    private static Option OptionOf(string name, ParameterDescription parameter)
    {
        string description = parameter.Description + (parameter.Repeats ? " May be given several times." : "");
        if (parameter.Values.Count > 0)
        {
            description += $" One of: {string.Join(", ", parameter.Values)}.";
        }

        if (parameter.Default is { } absent)
        {
            description += $" Default: {absent.Trim('"')}.";
        }

        string kind = parameter.Type == "string" ? "text" : "number";
        Option option =
            parameter.Type == "boolean" ? new Option<bool?>($"--{name}") { HelpName = "true|false" }
            : parameter.Repeats ? new Option<string[]>($"--{name}") { Arity = ArgumentArity.OneOrMore, HelpName = kind }
            : new Option<string>($"--{name}") { HelpName = kind };
        option.Hidden = name == "padding"; // Taken, and changes nothing.
        option.Description = description;
        // Found when a shell asks: a command that runs need not know the names of all colour maps.
        option.CompletionSources.Add(_ => ValuesOf(name, parameter).Select(value => new CompletionItem(value)));

        return option;
    }

    private static string[] ValuesOf(string name, ParameterDescription parameter) =>
        name switch
        {
            "colormap_name" => [.. NamedColorMaps.Names],
            "algorithm" => [.. AlgorithmCatalog.Ids],
            _ => [.. parameter.Values],
        };
}
