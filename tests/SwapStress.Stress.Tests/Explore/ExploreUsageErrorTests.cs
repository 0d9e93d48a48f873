using SwapStress.Stress.Wiring;

namespace SwapStress.Stress.Tests.Explore;

public sealed class ExploreUsageErrorTests
{
    [Theory]
    [InlineData("--program|T0: inc 0; T1: hop 0", "--program: 'hop 0' is no operation; write one of inc, read,")]
    [InlineData("--program|T0: inc 77", "--program: 'inc 77': the pages are 0 to 15.")]
    [InlineData("--program|T0: inc", "--program: 'inc' names no page; write inc 0.")]
    [InlineData("--program|setup: inc 0", "--program: the program has no thread; write T0: inc 0;")]
    [InlineData("--program|T1: inc 0", "--program: 'T1' comes where T0 is due")]
    [InlineData("--program|inc 0", "--program: 'inc 0' names no thread; write T0: inc 0.")]
    [InlineData(
        "--program|T0:inc 0;T1:inc 0;T2:inc 0;T3:inc 0;T4:inc 0;T5:inc 0;T6:inc 0;T7:inc 0;T8:inc 0",
        "--program has 9 threads; the most are 8."
    )]
    [InlineData("--program|T0: inc 1|--pages|1", "--pages 1 ends before it; write --pages 2.")]
    [InlineData("--program|T0: inc 0|--slots|0", "--slots 0 is too small; the smallest is 1.")]
    [InlineData("--program|T0: inc 0|--fail-writes|1001", "--fail-writes 1001 is too large; the largest is 1000.")]
    [InlineData("--fail-writes|1", "--fail-writes is part of a program; leave it out, or write --program")]
    [InlineData("--program|T0: writeback", "writeback is about zswap, and there is none; add --zswap.")]
    [InlineData("--program|T0: inc 0|--zswap-exclusive-fix|off", "and there is none; add --zswap.")]
    [InlineData("--program|T0: inc 0|--stable-writes|off", "--stable-writes is about zram; write --device zram")]
    [InlineData("--program|T0: inc 0|--race|swapcache-skip", "leave --race or --program out.")]
    [InlineData("--program|T0: inc 0|--sync|nothing", "unknown strategy 'nothing' in --sync; choose from none,")]
    [InlineData("--sync|none|--fix|off", "--fix and --sync say the same thing twice; write one of them.")]
    [InlineData("--zswap", "--zswap is part of a program; leave it out, or write --program")]
    [InlineData("--race|skip", "unknown race 'skip'; write unstable-write or zswap-writeback or swapcache-skip or")]
    [InlineData("--race|all|--sync|none", "--sync with --race all has no single meaning; name one race")]
    [InlineData("--race|swapcache-skip|--sync|none", "--race swapcache-skip switches --sync itself")]
    [InlineData("--race|zswap-writeback|--sync|none", "with none data is lost with the fix too; write --sync")]
    [InlineData("--strategy|bfs", "unknown --strategy 'bfs'; write dfs or pct or random.")]
    [InlineData("--depth|3", "--depth is for another search; leave it out, or write --strategy pct.")]
    [InlineData("--seed|3", "--seed is for another search; leave it out, or write --strategy pct or random.")]
    [InlineData("--strategy|pct|--preemptions|3", "--preemptions is for another search")]
    [InlineData("--preemptions|-1", "--preemptions -1 is negative; write a whole number from 0.")]
    [InlineData("--schedules|0", "--schedules 0 is too small; the smallest is 1.")]
    [InlineData("--duration|0", "--duration 0 is too short")]
    [InlineData("--check|all", "unknown --check 'all'; write witness or full.")]
    [InlineData("--replay|9:1", "--replay runs one schedule of one program, and these are 8; add --race NAME")]
    [InlineData("--program|T0: inc 0|--replay|9:1", "and these are 2; add --sync with one strategy.")]
    [InlineData("--race|swapcache-skip|--fix|off|--replay|9-1", "--replay: '9-1' is no schedule; write CHOICE:THREAD,")]
    [InlineData("--race|swapcache-skip|--fix|off|--replay|9:1|--no-stop", "searches for none; leave --no-stop out.")]
    [InlineData("--json|/no/such/file", "--json /no/such/file: there is no directory /no/such; make it,")]
    [InlineData("--prorgam|x", "unknown option '--prorgam'; did you mean '--program'?")]
    public async Task A_usage_error_is_one_line_and_exit_2(string arguments, string text)
    {
        Session session = await Session.RunAsync(new PagingModel(), ["explore", .. arguments.Split('|')]);
        Assert.Equal((2, ""), (session.Code, session.Output));
        string line = Assert.Single(session.Errors.TrimEnd('\n').Split('\n'));
        Assert.StartsWith("swapstress: ", line);
        Assert.Contains(text, line);
    }
}
