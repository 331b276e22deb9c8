namespace Functions.Tests.Fleet;

/// <summary>
/// Tests that count what native processes cost, a quarter of a second of patience with a table included: they run when no other test does.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class FleetCollection
{
    public const string Name = "Fleet";
}
