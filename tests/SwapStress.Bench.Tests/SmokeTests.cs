namespace SwapStress.Bench.Tests;

public sealed class SmokeTests
{
    [Fact]
    public void Every_benchmark_computes_what_it_should()
    {
        using var output = new StringWriter();
        Assert.InRange(SmokeRun.Run(output), 1, int.MaxValue);
        TestContext.Current.TestOutputHelper?.WriteLine(output.ToString());
    }
}
