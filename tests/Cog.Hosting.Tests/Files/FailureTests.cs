using Cog.Hosting.Failures;
using Cog.Hosting.Http;
using Cog.Hosting.Settings;
using Microsoft.AspNetCore.Http;

namespace Cog.Hosting.Tests.Files;

public class FailureTests
{
    [Theory]
    [InlineData("a.tif: S3 answered 403 AccessDenied.", "arn:aws:iam::1:role/x may not.", "arn:aws:iam::1:role/x may not.")]
    [InlineData("a.tif: the key is not known.", "the key is not known.", null)]
    public void What_a_store_says_of_roles_is_for_whoever_runs_this(string message, string said, string? storeMessage)
    {
        Failure failure = Failure.Of(new SourceAccessDeniedException(message, new InvalidOperationException(said)));

        Assert.Equal((FailureKind.AccessDenied, message, storeMessage), (failure.Kind, failure.Message, failure.StoreMessage));
    }

    [Fact]
    public void A_file_of_another_kind_is_told_from_a_broken_one()
    {
        Assert.Equal(FailureKind.NotATiff, Failure.Of(new InvalidTiffException("Not a TIFF.") { IsAnotherFormat = true }).Kind);
        Assert.Equal(FailureKind.Malformed, Failure.Of(new InvalidTiffException("Cut off.")).Kind);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("T", true)]
    [InlineData("On", true)]
    [InlineData("y", true)]
    [InlineData("yes", true)]
    [InlineData("1", true)]
    [InlineData("FALSE", false)]
    [InlineData("f", false)]
    [InlineData("off", false)]
    [InlineData("N", false)]
    [InlineData("no", false)]
    [InlineData("0", false)]
    public void A_flag_is_the_same_in_settings_of_any_part_and_in_parameters(string text, bool flag)
    {
        CogOptions options = CogOptions.FromEnvironment(n =>
            n is "COG_TAG_OBJECTS" or "AWS_NO_SIGN_REQUEST" or "COG_EXTERNAL_OVERVIEWS" ? text : null
        );
        var request = new DefaultHttpContext().Request;
        request.QueryString = new($"?categorical={text}");

        Assert.Equal((flag, flag, flag), (options.TagObjects, options.Aws.Unsigned, options.ExternalOverviews));
        Assert.Equal(flag, new RequestQuery(request).Flag("categorical", absent: !flag));
        Assert.Equal(flag, Cog.Rendering.Styling.RenderParameters.Parse(n => n == "return_mask" ? [text] : []).ReturnMask);
    }
}
