using Cog.Hosting.Http;
using Microsoft.AspNetCore.Http;

namespace Cog.Hosting.Tests.Http;

public class RequestQueryTests
{
    private static RequestQuery Of(string query, string path = "/cog/info")
    {
        HttpRequest request = new DefaultHttpContext().Request;
        request.Path = path;
        request.QueryString = new(query);
        return new(request);
    }

    [Theory]
    [InlineData("?coord_crs=native")]
    [InlineData("?coord-crs=native")]
    [InlineData("?COORD_CRS=native")]
    public void Names_come_in_many_spellings(string query) => Assert.Equal("native", Of(query).Text("coord_crs"));

    [Fact]
    public void Empty_values_are_none() => Assert.Null(Of("?rescale=").Text("rescale"));

    [Fact]
    public void An_address_is_needed()
    {
        var error = Assert.Throws<InvalidParametersException>(() => Of("?x=1").Url);

        Assert.Equal((422, "missing"), (error.StatusCode, Assert.Single(error.Errors).Type));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("9")]
    [InlineData("1.5")]
    [InlineData("one")]
    public void A_number_has_its_range(string text)
    {
        RequestQuery query = Of($"?n={text}");

        Assert.Null(query.Integer("n", 1, 8));
        Assert.Equal(
            $"n is '{text}': expected a whole number from 1 to 8.",
            Assert.Throws<InvalidParametersException>(query.ThrowIfInvalid).Message
        );
    }

    [Fact]
    public void A_flag_is_true_or_false()
    {
        Assert.True(Of("?f=True").Flag("f", absent: false));
        Assert.False(Of("?f=0").Flag("f", absent: true));
        Assert.True(Of("").Flag("f", absent: true));

        RequestQuery query = Of("?f=maybe");
        Assert.True(query.Flag("f", absent: true));
        Assert.Throws<InvalidParametersException>(query.ThrowIfInvalid);
    }

    [Fact]
    public void Only_what_is_asked_for_makes_the_canonical_form_and_in_one_order()
    {
        string Canonical(string query)
        {
            RequestQuery q = Of(query);
            _ = (q.Text("b"), q.Url, q.All("a"), q.Text("c"));
            return q.Canonical;
        }

        Assert.Equal("/cog/info\na=1\na=2\nb=3\nurl=u", Canonical("?url=u&a=1&a=2&b=3"));
        Assert.Equal(Canonical("?url=u&a=1&a=2&b=3"), Canonical("?b=3&cache_buster=77&A=1&a=2&URL=u"));
        Assert.NotEqual(Canonical("?url=u&a=1&a=2"), Canonical("?url=u&a=2&a=1")); // bands in another order are another picture
    }
}
