using SwapStress.Harness.Limits;

namespace SwapStress.Harness.Tests.Limits;

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
        ThreadCost cost = ThreadCostProbe.Measure(new HostFiles(), ThreadLimits.WorkerStackBytes, 10_000);
        Assert.InRange(cost.Mappings, 2, 16);
    }
}
