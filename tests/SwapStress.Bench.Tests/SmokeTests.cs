using SwapStress.Bench.Compare;
using SwapStress.Primitives;

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

    [Fact]
    public void The_comparison_tells_every_strategy_and_ratio()
    {
        using var output = new StringWriter();
        CompareVerb.Run(warmUps: 1, repeats: 2, output);
        string table = output.ToString();
        foreach (string name in PageRegion.Syncs)
        {
            Assert.Contains($"{name} swap-in / bare decode ", table);
            Assert.Contains($"{name} swap-out / bare encode ", table);
        }
        Assert.Contains("prepare-tick swap-in / none swap-in ", table);
        Assert.Contains("cached swap-in / none swap-in ", table);
    }

    [Theory]
    [InlineData("--repeat")]
    [InlineData("--repeat 0")]
    [InlineData("--repeat -1")]
    [InlineData("--repeat 1 2")]
    [InlineData("--repeats 3")]
    public async Task An_argument_that_means_nothing_is_refused(string arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        Assert.Equal(2, await BenchProgram.RunAsync(["--compare", .. arguments.Split(' ')], output, errors));
        Assert.Empty(output.ToString());
        Assert.Single(errors.ToString().TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void A_spread_is_that_of_its_values() => Assert.Equal(new Spread(3, 2, 4, 1, 5), Spread.Of([5, 1, 4, 2, 3]));
}
