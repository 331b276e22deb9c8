using System.Globalization;
using System.Text;
using System.Text.Json;
using Cog.Testing;
using Cog.Testing.Web;

namespace Cog.Api.Tests.Requests;

/// <summary>Status, and the parameters that are named, of the requests in <c>tests/data/functions/titiler-requests.txt</c>.</summary>
public class TitilerRequestsTests(FunctionsFixture functions) : IClassFixture<FunctionsFixture>
{
    private static readonly string s_table = TestData.PathOf("functions/titiler-requests.txt");

    public static TheoryData<string, string, string, string, string> Requests()
    {
        TheoryData<string, string, string, string, string> requests = [];
        foreach (string line in File.ReadLines(s_table).Where(line => line.Length > 0 && line[0] != '#'))
        {
            string[] parts = [.. line.Split('\t'), "", "", ""];
            requests.Add(parts[0], parts[1], parts[2], parts[3], parts[4]);
        }

        return requests;
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task An_answer_is_TiTilers(string method, string address, string statuses, string parameters, string body)
    {
        string path = address
            .Replace("{rgb}", Uri.EscapeDataString(FunctionsFixture.Rgb), StringComparison.Ordinal)
            .Replace("{none}", Uri.EscapeDataString(TestData.PathOf("functions/there-is-no-such-file.tif")), StringComparison.Ordinal)
            .Replace("{text}", Uri.EscapeDataString(s_table), StringComparison.Ordinal);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method is "POST" or "PUT" or "PATCH")
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        using HttpResponseMessage response = await functions.Client.SendAsync(request, TestContext.Current.CancellationToken);
        string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        int status = (int)response.StatusCode;
        Assert.True(
            statuses.Split(',').Contains(status.ToString(CultureInfo.InvariantCulture)),
            $"{status}, not {statuses}: {(status < 400 ? response.Content.Headers.ContentType : text)}"
        );
        if (status < 400)
        {
            return;
        }

        using JsonDocument problem = JsonDocument.Parse(text);
        JsonElement detail = problem.RootElement.GetProperty("detail");
        if (status == 422 && parameters.Length > 0)
        {
            Assert.Equal(parameters.Split(','), detail.EnumerateArray().Select(NameOf).Distinct().Order(StringComparer.Ordinal));
        }
    }

    // ["query", "bidx"], ["body"], ["body", "geometry", "type"].
    private static string NameOf(JsonElement error)
    {
        JsonElement[] place = [.. error.GetProperty("loc").EnumerateArray()];
        return (place.Length > 1 && place[1].ValueKind == JsonValueKind.String ? place[1] : place[0]).GetString()!;
    }
}
