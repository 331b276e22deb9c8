using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cog.Testing.Web.Lambda;

namespace Cog.Testing.Web.Load;

/// <summary>Many events that are nearly those of <c>events/</c>, to one function: what became of them.</summary>
/// <param name="runtime">Hands them to the function.</param>
/// <param name="isRunning">Whether the function is still there.</param>
/// <param name="random">The same makes the same events.</param>
/// <param name="urls">What requests in them name.</param>
internal sealed class EventCampaign(RuntimeApiServer runtime, Func<bool> isRunning, Random random, IReadOnlyList<string> urls)
{
    private static readonly string[] s_events =
    [
        .. Directory.EnumerateFiles(Path.Combine(TestData.Root, "events"), "*.json").Order(StringComparer.Ordinal).Select(File.ReadAllText),
    ];

    private readonly RandomRequests _requests = new(random, urls);

    /// <summary>How many ended in each way: with a status, or with the name of an error.</summary>
    public ConcurrentDictionary<string, int> Outcomes { get; } = new();

    /// <summary>What must not be: a fault of the function's own, no answer, an end of the process.</summary>
    public ConcurrentBag<string> Faults { get; } = [];

    /// <summary>The one that took longest.</summary>
    public (TimeSpan Time, string Event) Slowest { get; private set; }

    /// <summary>Sends events one after the other.</summary>
    public async Task RunAsync(int count, CancellationToken cancellationToken)
    {
        for (int i = 0; i < count && !cancellationToken.IsCancellationRequested; i++)
        {
            string json = Next();
            long start = Stopwatch.GetTimestamp();
            string outcome;
            try
            {
                outcome = OutcomeOf(await runtime.InvokeAsync(json));
            }
            catch (TimeoutException)
            {
                outcome = "no answer";
            }

            TimeSpan time = Stopwatch.GetElapsedTime(start);
            Slowest = time > Slowest.Time ? (time, json) : Slowest;
            Outcomes.AddOrUpdate(outcome, 1, (_, n) => n + 1);
            if (outcome is "500" or "no answer" or "no shape" || !isRunning())
            {
                Faults.Add($"{outcome}{(isRunning() ? "" : ", the function has ended")}: {json}");
            }
        }
    }

    private static string OutcomeOf(LambdaAnswer answer)
    {
        if (answer.IsError)
        {
            return answer.Headers.GetValueOrDefault("Lambda-Runtime-Function-Error-Type", "no shape");
        }

        using var json = JsonDocument.Parse(answer.Body);
        return json.RootElement.ValueKind != JsonValueKind.Object ? "no shape"
            : json.RootElement.TryGetProperty("statusCode", out JsonElement status) ? $"{status.GetInt32()}"
            : "a report";
    }

    private string Next()
    {
        string text = s_events[random.Next(s_events.Length)];
        if (random.Next(30) == 0)
        {
            return text[..random.Next(text.Length)]; // Cut off.
        }

        JsonNode root = JsonNode.Parse(text)!;
        if (root is JsonObject { Count: > 0 } http && http.ContainsKey("rawPath"))
        {
            RandomRequest request = _requests.Next();
            http["rawPath"] = request.Path;
            http["rawQueryString"] = request.Query.TrimStart('?');
            http["requestContext"]!["http"]!["method"] = request.Method;
            if (request.Body is not null)
            {
                http["body"] = Convert.ToBase64String(request.Body);
                http["isBase64Encoded"] = true;
            }
        }

        for (int i = random.Next(4); i > 0; i--)
        {
            Damage(root);
        }

        return root.ToJsonString();
    }

    private void Damage(JsonNode root)
    {
        List<JsonNode> holders = [.. Holders(root)];
        switch (holders[random.Next(holders.Count)])
        {
            case JsonObject { Count: > 0 } members:
                string name = members.ElementAt(random.Next(members.Count)).Key;
                if (random.Next(3) == 0)
                {
                    members.Remove(name);
                }
                else
                {
                    members[name] = Nonsense();
                }

                break;
            case JsonArray { Count: > 0 } items:
                items[random.Next(items.Count)] = Nonsense();
                break;
            case JsonArray empty:
                empty.Add(Nonsense());
                break;
            default:
                break;
        }
    }

    private static IEnumerable<JsonNode> Holders(JsonNode? node) =>
        node switch
        {
            JsonObject members => members.Select(m => m.Value).SelectMany(Holders).Prepend(members),
            JsonArray items => items.SelectMany(Holders).Prepend(items),
            _ => [],
        };

    private JsonNode? Nonsense() =>
        random.Next(11) switch
        {
            0 => null,
            1 => -1,
            2 => 1e300,
            3 => "",
            4 => "%00%zz\u0000",
            5 => new JsonArray(),
            6 => new JsonObject(),
            7 => true,
            8 => new string('x', random.Next(5000)),
            9 => new JsonArray("a", null, 1),
            _ => "summer+survey/island+dem+%282026%29.tif",
        };
}
