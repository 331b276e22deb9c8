using System.Runtime.ExceptionServices;
using Cog.Hosting.Failures;
using Cog.Rendering.Expressions;

namespace Cog.Api.Mosaics;

/// <summary>What became of each member of a mosaic in one answer: its version, what it failed of, whether it was shown.</summary>
/// <param name="count">How many members there are.</param>
/// <param name="isStrict">Whether a member that fails fails the answer.</param>
internal sealed class MemberOutcomes(int count, bool isStrict)
{
    private const string UnknownVersion = "";

    private readonly string?[] _versions = new string?[count];
    private readonly Exception?[] _failures = new Exception?[count];

    /// <summary>For each member, whether something was shown of it.</summary>
    public bool[] Used { get; } = new bool[count];

    /// <summary>Why a member could not be read; null when it could, or was not tried.</summary>
    public Exception? FailureOf(int member) => _failures[member];

    /// <summary>Whether a member was neither opened nor given up on.</summary>
    public bool IsUnknown(int member) => _versions[member] is null && _failures[member] is null;

    /// <summary>Notes that a member was opened.</summary>
    /// <param name="member">Which.</param>
    /// <param name="version">The file's; null where it states none.</param>
    public void Open(int member, string? version) => _versions[member] = version ?? UnknownVersion;

    /// <summary>Notes the version of a member that was not opened, from its header.</summary>
    public void Know(int member, CogHeader header) => _versions[member] ??= VersionOf(header);

    /// <summary>Notes why a member cannot be read.</summary>
    /// <exception cref="CogException">That fails the answer.</exception>
    public void Fail(int member, Exception error)
    {
        _failures[member] = error;
        if (isStrict)
        {
            throw Rethrown(error);
        }
    }

    /// <summary>What stands for a member in the version of the answer; null when nothing can.</summary>
    /// <remarks>
    /// A file that is broken stays so until it is another one; one that is not there may come, and the answer's version does not tell.
    /// </remarks>
    public string? VersionOf(int member) =>
        _failures[member] is { } failure
            ? Failure.Of(failure).IsTransient
                ? null
                : $"failed {failure.GetType().Name}"
            : _versions[member] is { Length: > 0 } known && !known.StartsWith("W/", StringComparison.Ordinal)
                ? known
                : null;

    /// <summary>Whether a failure is the file's fault, and not the request's or ours: its budget, its time, its caller.</summary>
    public static bool IsOfMember(Exception error) =>
        error switch
        {
            LimitExceededException { Limit: nameof(CogLimits.MaxBytesPerRequest) or nameof(CogLimits.MaxTimePerRequest) } => false,
            CogException or BadHttpRequestException or FormatException or ExpressionException => true,
            _ => false,
        };

    /// <summary>The failure of an answer for the sake of a member's.</summary>
    public static Exception Rethrown(Exception error)
    {
        if (error is FormatException or ExpressionException)
        {
            return new UnsupportedTiffException(error.Message);
        }

        ExceptionDispatchInfo.Throw(error);
        return error;
    }

    private static string? VersionOf(CogHeader header) =>
        header.ExternalOverviews is not { } external ? header.ETag ?? UnknownVersion
        : header.ETag is { } own && external.ETag is { } others ? $"{own} {others}"
        : UnknownVersion;
}
