namespace SwapStress.Stress.Tests.Scripts;

/// <summary>scripts/install-hooks.sh.</summary>
public sealed class InstallHooksTests
{
    [Fact]
    public async Task It_installs_once_from_any_directory()
    {
        using HookedCheckout checkout = await HookedCheckout.CreateAsync();
        Session first = await checkout.InstallAsync("scripts");
        Session second = await checkout.InstallAsync();
        Assert.Equal((0, 0), (first.Code, second.Code));
        Assert.Contains("runs before each commit now", first.Output);
        Assert.Contains("installed already", second.Output);
        Assert.Equal("scripts/hooks", await checkout.GitAsync("config", "core.hooksPath"));
    }

    [Fact]
    public async Task Other_hooks_stay()
    {
        using HookedCheckout checkout = await HookedCheckout.CreateAsync();
        Refused(await checkout.With(".git/hooks/pre-push", "").InstallAsync(), ".git/hooks/pre-push is there already");
        await checkout.GitAsync("config", "core.hooksPath", "elsewhere");
        Refused(await checkout.InstallAsync(), "core.hooksPath is elsewhere already");
        Assert.Equal("elsewhere", await checkout.GitAsync("config", "core.hooksPath"));
    }

    [Fact]
    public async Task Without_a_checkout_there_is_nothing_to_do()
    {
        using var checkout = HookedCheckout.WithoutGit();
        Refused(await checkout.InstallAsync(), "is no git checkout");
    }

    private static void Refused(Session session, string why)
    {
        string line = Assert.Single(session.Errors.TrimEnd('\n').Split('\n'));
        Assert.StartsWith("install-hooks.sh: ", line);
        Assert.Contains(why, line);
        Assert.Equal((1, ""), (session.Code, session.Output));
    }
}
