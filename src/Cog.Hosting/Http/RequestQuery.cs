using System.Text;
using Microsoft.Extensions.Primitives;

namespace Cog.Hosting.Http;

/// <summary>
/// The parameters of a request, of its query and of its path. Names in any case, with <c>-</c> or <c>_</c>; those that nobody asks for are
/// ignored.
/// </summary>
/// <remarks>Not for concurrent use: it remembers which parameters were asked for, since those and no others make the answer.</remarks>
internal sealed class RequestQuery(HttpRequest request)
{
    private readonly SortedDictionary<string, StringValues> _used = new(StringComparer.Ordinal);

    private readonly Dictionary<string, IReadOnlyList<string>> _instead = new(StringComparer.Ordinal);

    private readonly List<ParameterError> _errors = [];

    /// <summary>What <c>url</c> is the address of, for who leaves it out.</summary>
    public string Subject { get; init; } = "a GeoTIFF";

    /// <summary>The request that they are of.</summary>
    public HttpRequest Request => request;

    /// <summary>The file's address.</summary>
    /// <exception cref="InvalidParametersException">It is missing, or something else was wrong before.</exception>
    public string Url
    {
        get
        {
            NoteMissingUrl();
            ThrowIfInvalid();
            return Text("url") ?? "";
        }
    }

    /// <summary>What was asked for, in one spelling: the path, and each parameter asked for so far that has a value, by name.</summary>
    public string Canonical
    {
        get
        {
            var text = new StringBuilder(request.Path.Value);
            foreach ((string name, StringValues values) in _used)
            {
                text.AppendJoin("", values.Select(value => $"\n{name}={value}"));
            }

            return text.ToString();
        }
    }

    /// <summary>Every value of a parameter that may repeat, without empty ones.</summary>
    public IReadOnlyList<string> All(string name)
    {
        if (_instead.TryGetValue(name, out IReadOnlyList<string>? instead))
        {
            return instead;
        }

        if (!request.Query.TryGetValue(name, out StringValues values))
        {
            request.Query.TryGetValue(name.Replace('_', '-'), out values);
        }

        string[] all = [.. values.OfType<string>().Where(v => v.Length > 0)];
        if (all.Length > 0)
        {
            _used[name] = all;
        }

        return all;
    }

    /// <summary>
    /// Every parameter and each of its values, in the order they came, known here or not: to be passed on. All of them make the answer
    /// then.
    /// </summary>
    public IEnumerable<(string Name, string Value)> Everything
    {
        get
        {
            foreach ((string name, StringValues values) in request.Query)
            {
                _used[name] = values;
                foreach (string? value in values)
                {
                    yield return (name, value ?? "");
                }
            }
        }
    }

    /// <summary>Something else that makes the answer, e.g. a header: it becomes part of <see cref="Canonical"/>.</summary>
    public void Note(string name, string value) => _used[$" {name}"] = value; // No parameter is asked for by such a name.

    /// <summary>
    /// Gives a parameter that was read another value for those who read it later, e.g. one that an older version spelled otherwise. What
    /// was asked for, and what is passed on, stays what came.
    /// </summary>
    public void Substitute(string name, params IReadOnlyList<string> values) => _instead[name] = values;

    /// <summary>The last value of a parameter, as TiTiler takes it; null when there is none.</summary>
    public string? Text(string name) => All(name) is [.., var last] ? last : null;

    /// <summary>A named segment of the path; null when the template that matched has none of that name.</summary>
    public string? Segment(string name) => request.RouteValues[name] as string;

    /// <summary>A whole number from <paramref name="minimum"/> to <paramref name="maximum"/>; null when there is none, or
    /// another.</summary>
    public int? Integer(string name, int minimum, int maximum) =>
        Text(name) is { } text ? Read(name, () => ParseInteger(name, text, minimum, maximum), (int?)null) : null;

    /// <summary>true or false; <paramref name="absent"/> when there is none, or another word.</summary>
    public bool Flag(string name, bool absent) =>
        Text(name) is not { } text ? absent
        : FlagText.Parse(text) is { } flag ? flag
        : Wrong(name, $"{name} is '{text}': expected {FlagText.Expected}.", absent);

    /// <summary>
    /// Reads a parameter of the query. What is wrong with it is told with all that is wrong with others, before the file is opened: see
    /// <see cref="ThrowIfInvalid"/>.
    /// </summary>
    /// <param name="name">The parameter.</param>
    /// <param name="read">Reads it; a <see cref="FormatException"/> says what is wrong.</param>
    /// <param name="absent">What holds meanwhile when it is wrong.</param>
    public T Read<T>(string name, Func<T> read, T absent)
    {
        try
        {
            return read();
        }
        catch (FormatException error)
        {
            return Wrong(name, error.Message, absent);
        }
        catch (InvalidParametersException error)
        {
            _errors.AddRange(error.Errors);
            return absent;
        }
    }

    /// <summary>Notes that a parameter of the query makes no sense.</summary>
    public T Wrong<T>(string name, string message, T absent)
    {
        _errors.Add(ParameterError.OfQuery(name, message));
        return absent;
    }

    /// <summary>What refuses a request whose body is wrong, with all that is wrong with its parameters.</summary>
    /// <param name="errors">What is wrong with the body.</param>
    public InvalidParametersException Refused(IReadOnlyList<ParameterError> errors)
    {
        NoteMissingUrl();
        return new([.. _errors, .. errors]);
    }

    /// <summary>Refuses the request when a parameter that was read makes no sense.</summary>
    /// <exception cref="InvalidParametersException">With everything that is wrong.</exception>
    public void ThrowIfInvalid()
    {
        if (_errors.Count > 0)
        {
            throw new InvalidParametersException([.. _errors]);
        }
    }

    /// <summary>A whole number in a path or a parameter.</summary>
    /// <exception cref="InvalidParametersException">It is not a number from <paramref name="minimum"/> to
    /// <paramref name="maximum"/>.</exception>
    public static int ParseInteger(string name, string text, int minimum, int maximum) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
        && value >= minimum
        && value <= maximum
            ? value
            : throw new InvalidParametersException(
                ParameterError.OfQuery(name, $"{name} is '{text}': expected a whole number from {minimum} to {maximum}.")
            );

    private void NoteMissingUrl()
    {
        if (Text("url") is null)
        {
            _errors.Insert(0, new(["query", "url"], $"url is missing: add ?url= with the address of {Subject}.", "missing"));
        }
    }
}
