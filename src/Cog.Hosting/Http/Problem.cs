namespace Cog.Hosting.Http;

/// <summary>The body of every error.</summary>
/// <param name="Detail">What is wrong, and what would be right.</param>
internal sealed record Problem(string Detail);

/// <summary>The body of a request whose parameters make no sense.</summary>
/// <param name="Detail">Everything that is wrong with them.</param>
internal sealed record ParameterProblem(IReadOnlyList<ParameterError> Detail);
