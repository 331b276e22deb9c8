namespace Cog.Tests.Hostility;

/// <summary>Tests that count what the whole process allocates: none may run beside them.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
