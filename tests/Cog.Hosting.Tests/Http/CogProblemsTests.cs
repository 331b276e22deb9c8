using Cog.Hosting.Http;
using Microsoft.AspNetCore.Http;

namespace Cog.Hosting.Tests.Http;

public class CogProblemsTests
{
    [Fact]
    public void Each_exception_has_its_status()
    {
        (Exception Error, int Status)[] table =
        [
            (new BadHttpRequestException(""), 400),
            (new BadHttpRequestException("", 404), 404),
            (new SourceAccessDeniedException(""), 403),
            (new SourceNotFoundException(""), 404),
            (new WindowOutsideImageException(""), 400),
            (new InvalidTiffException(""), 422),
            (new UnsupportedTiffException(""), 422),
            (new LimitExceededException(""), 422),
            (new LimitExceededException("", nameof(CogLimits.MaxTimePerRequest)), 504),
            (new UnsupportedCrsException(""), 501),
            (new SourceUnavailableException(""), 502),
            (new SourceChangedException(""), 503),
            (new SourceTimeoutException(""), 504),
            (new OperationCanceledException(), 504),
            (new InvalidOperationException("a secret"), 500),
        ];

        Assert.All(table, row => Assert.Equal(row.Status, CogProblems.StatusFor(row.Error)));
    }

    [Fact]
    public void Every_failure_that_a_caller_can_provoke_is_in_the_table()
    {
        var failures = typeof(CogException)
            .Assembly.GetExportedTypes()
            .Concat(typeof(Cog.Rendering.Warping.RenderPlan).Assembly.GetExportedTypes())
            .Where(t => t.IsSubclassOf(typeof(CogException)) && !t.IsAbstract && t.GetConstructors().Length > 0)
            .ToList();

        Assert.NotEmpty(failures);
        Assert.All(failures, type =>
        {
            object?[] arguments = [.. type.GetConstructors()[0].GetParameters().Select(p => p.ParameterType == typeof(string) ? "" : null)];
            Assert.NotEqual(500, CogProblems.StatusFor((Exception)Activator.CreateInstance(type, arguments)!));
        });
    }
}
