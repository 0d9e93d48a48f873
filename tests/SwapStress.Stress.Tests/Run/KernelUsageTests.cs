using SwapStress.Harness.Options;

namespace SwapStress.Stress.Tests.Run;

/// <summary>The command line of the kernel backend.</summary>
public sealed class KernelUsageTests
{
    [Theory]
    [InlineData("--sync none")]
    [InlineData("--fix off")]
    [InlineData("--race swapcache-skip")]
    [InlineData("--device brd")]
    [InlineData("--compressor lz4")]
    [InlineData("--codec-provider native")]
    [InlineData("--zswap")]
    [InlineData("--swap-size 8M")]
    [InlineData("--read-delay 0")]
    [InlineData("--delay-kind spin")]
    [InlineData("--hz 100")]
    [InlineData("--io-threads 1")]
    [InlineData("--slot-scan global")]
    [InlineData("--stable-writes on")]
    [InlineData("--fail-pool-alloc 1")]
    [InlineData("--compact-interval 1s")]
    [InlineData("--flight-recorder on")]
    [InlineData("--self-check")]
    public async Task What_says_how_the_model_works_is_refused(string option)
    {
        Session session = await Session.RunAsync(new FakeModel(), ["--backend", "kernel", .. option.Split(' ')]);
        string name = option.Split(' ')[0];
        Assert.Equal((2, ""), (session.Code, session.Output));
        Assert.StartsWith($"swapstress: {name} says how the model works, and with --backend kernel", session.Errors);
        Assert.Single(session.Errors.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task An_unknown_backend_is_refused()
    {
        Session session = await Session.RunAsync(new FakeModel(), "--backend", "kernl");
        Assert.Equal(2, session.Code);
        Assert.Contains("unknown --backend 'kernl'; write model or kernel.", session.Errors);
    }

    [Fact]
    public async Task The_model_can_be_named()
    {
        var model = new FakeModel();
        using var directory = new SwapStress.Testing.TestDirectory();
        await Session.RunSmallAsync(model, directory, "--backend", "model");
        Assert.Equal(Backend.Model, model.Options!.Backend);
    }
}
