namespace Cog.Api.Tests;

/// <summary>Tests that count what the whole process allocates or holds: none may run beside them.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
