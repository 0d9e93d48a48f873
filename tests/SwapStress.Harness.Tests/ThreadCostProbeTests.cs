using SwapStress.Harness.Limits;
using SwapStress.Harness.Workers;

namespace SwapStress.Harness.Tests;

/// <summary>The mappings are the process's: threads that other tests start meanwhile would be counted.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
[Collection(Name)]
public sealed class ThreadCostProbeTests
{
    private const string Name = "counts mappings";

    [Fact]
    public void A_thread_of_this_machine_costs_a_few_mappings()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "skipped: mappings are counted on Linux only.");
        ThreadCost cost = ThreadCostProbe.Measure(new HostFiles(), WorkerCrew.StackBytes, 10_000);
        Assert.InRange(cost.Mappings, 2, 16);
    }
}
