using SwapStress.Stress.Wiring;

namespace SwapStress.Stress.Tests.Races;

/// <summary>Runs that could not show their race, or would lose data for another reason, on the real model's rules.</summary>
public sealed class RaceUsageErrorTests
{
    [Theory]
    [InlineData(
        "--race zswap",
        "unknown race 'zswap'; write unstable-write or zswap-writeback or swapcache-skip or zswap-exclusive-load; "
            + "'swapstress races' tells what they are."
    )]
    // The race switches it itself.
    [InlineData(
        "--race swapcache-skip --sync cached",
        "--race swapcache-skip switches --sync itself; leave that out, and write --fix off, on or both."
    )]
    [InlineData(
        "--race zswap-writeback --zswap-writeback-fix off",
        "--race zswap-writeback switches --zswap-writeback-fix itself; leave that out, and write --fix"
    )]
    [InlineData(
        "--race zswap-exclusive-load --zswap-exclusive-fix on",
        "--race zswap-exclusive-load switches --zswap-exclusive-fix itself"
    )]
    [InlineData("--race unstable-write --stable-writes off", "--race unstable-write switches --stable-writes itself")]
    [InlineData("--race zswap-writeback --fix no", "unknown --fix 'no'; write off or on or both.")]
    // Nothing to show.
    [InlineData(
        "--race unstable-write --device brd",
        "--race unstable-write has nothing to show here: brd copies a page once and never compresses; write --device zram."
    )]
    [InlineData("--race unstable-write --fail-pool-alloc 0", "write --fail-pool-alloc 50.")]
    [InlineData("--race unstable-write --work add", "write --work fill.")]
    [InlineData("--race unstable-write --content random", "write --content zero.")]
    [InlineData("--race unstable-write --region 4K", "write --region 8K or more.")]
    [InlineData("--race swapcache-skip --threads 1", "write --threads 2 or more.")]
    [InlineData(
        "--race zswap-exclusive-load --sync cached,pte-marker",
        "has nothing to show here: cached and pte-marker cannot lose by it; write --sync prepare-tick."
    )]
    // Another reason to lose.
    [InlineData(
        "--race zswap-writeback --sync none",
        "--race zswap-writeback: with none data is lost with the fix too; write --sync prepare-tick."
    )]
    [InlineData(
        "--race zswap-writeback --sync all",
        "with none and swap-count data is lost with the fix too; write --sync "
            + "prepare-refault,prepare-yield,prepare-tick,prepare-wait,swap-cache,cached,pte-marker."
    )]
    [InlineData(
        "--race zswap-writeback --sync cached,swap-count",
        "with swap-count data is lost with the fix too; write --sync cached."
    )]
    [InlineData("--race zswap-writeback --sync nothing", "unknown strategy 'nothing' in --sync")]
    [InlineData(
        "--race zswap-writeback --zswap-exclusive-fix off",
        "switches its own fix only, and --zswap-exclusive-fix off is another reason to lose data; leave --zswap-exclusive-fix out."
    )]
    [InlineData("--race zswap-exclusive-load --stable-writes off", "leave --stable-writes out.")]
    [InlineData("--race swapcache-skip --zswap --zswap-writeback-fix off", "leave --zswap-writeback-fix out.")]
    // What any run refuses.
    [InlineData("--race swapcache-skip --zswap-max-pool-percent 30", "add --zswap.")]
    [InlineData("--race swapcache-skip --device brd --compressor zstd", "--device brd does not compress")]
    [InlineData("--race swapcache-skip --device brd --fail-pool-alloc 1", "--fail-pool-alloc is about zram's pool")]
    [InlineData(
        "--race zswap-writeback --fix on --self-check",
        "--self-check needs a control that loses updates; write --fix both."
    )]
    [InlineData("--race zswap-writeback --race zswap-writeback", "option '--race' is given twice")]
    [InlineData("--race zswap-writeback races", "option '--race' stands before the verb 'races'")]
    public async Task One_line_says_what_to_write_instead(string arguments, string text)
    {
        Session session = await Session.RunAsync(new PagingModel(), arguments.Split(' '));
        Assert.Equal(2, session.Code);
        Assert.Empty(session.Output);
        string line = Assert.Single(session.Errors.TrimEnd('\n').Split('\n'));
        Assert.StartsWith("swapstress: ", line);
        Assert.Contains(text, line);
        Assert.EndsWith(" See 'swapstress --help'.", line);
    }
}
