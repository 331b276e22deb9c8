namespace Cog.Api.Requests.GeoJson;

/// <summary>Collects what is wrong with a body, in FastAPI's shape: where, in <c>loc</c>, what, in <c>msg</c>, and of what type.</summary>
internal sealed class BodyErrors
{
    private const int MaxListed = 100;
    private readonly List<ParameterError> _listed = [];

    /// <summary>What was found, a hundred at most; empty for a body that is right.</summary>
    public IReadOnlyList<ParameterError> Listed => _listed;

    /// <summary>Notes that the body as a whole is wrong.</summary>
    public void Add(string message, string type, params IEnumerable<string> loc) => Note(new(["body", .. loc], message, type));

    /// <summary>Notes a member or an item that is wrong, or missing.</summary>
    /// <param name="place">Where it is.</param>
    /// <param name="value">What was found; undefined when nothing was.</param>
    /// <param name="expected">What is expected there.</param>
    /// <param name="type">pydantic's name for such an error.</param>
    public void Wrong(BodyPlace place, JsonElement value, string expected, string type = "value_error")
    {
        const int Shown = 60;
        bool isMissing = value.ValueKind == JsonValueKind.Undefined;
        string text = isMissing ? "missing" : value.GetRawText();
        text = text.Length <= Shown ? text : text[..Shown] + "…";
        Note(new(["body", .. place.Parts], $"{place} is {text}: {expected} is expected.", isMissing ? "missing" : type));
    }

    private void Note(ParameterError error)
    {
        if (_listed.Count < MaxListed)
        {
            _listed.Add(error);
        }
    }
}

/// <summary>A place in a JSON document: <c>features[2].geometry</c>.</summary>
/// <param name="Parts">Names of members, and numbers of items.</param>
internal sealed record BodyPlace(IReadOnlyList<string> Parts)
{
    public static BodyPlace Document { get; } = new([]);

    public BodyPlace Member(string name) => new([.. Parts, name]);

    public BodyPlace Item(int index) => new([.. Parts, index.ToString(CultureInfo.InvariantCulture)]);

    /// <inheritdoc/>
    public override string ToString() =>
        string.Concat(
            Parts.Select(
                (part, i) =>
                    char.IsAsciiDigit(part[0]) ? $"[{part}]"
                    : i == 0 ? part
                    : "." + part
            )
        );
}
