using SwapStress.Cli.Wiring;

namespace SwapStress.Stress.Tests;

/// <summary>The verb doctor on the model itself.</summary>
public sealed class DoctorTests
{
    private const int ClassColumns = 18;

    [Fact]
    public async Task The_machine_is_described()
    {
        Session session = await RunAsync();
        Assert.Equal((0, ""), (session.Code, session.Errors));
        foreach (string label in (string[])["system", "cores", "memory", "swap", "zram", "codec"])
            Assert.Matches($"(?m)^{label} +\\S", session.Output);
    }

    /// <summary>What the table promises is what the compaction frees, and the sums are those of the lines.</summary>
    [Theory]
    [InlineData("--size 4M")]
    [InlineData("--size 4M --compressor zstd --free 75 --seed 3")]
    public async Task A_pool_is_shown_before_and_after_compaction(string arguments)
    {
        Session session = await RunAsync("--pool", arguments);
        Assert.Equal((0, ""), (session.Code, session.Errors));
        (long[] before, long[] sumBefore) = ReadTable(session.Output, "before:");
        (long[] after, long[] sumAfter) = ReadTable(session.Output, "after:");
        Assert.Equal(before, sumBefore);
        Assert.Equal(after, sumAfter);
        // obj_allocated, obj_used, pages_used, freeable
        long freed = before[^1];
        Assert.True(freed > 0);
        Assert.Equal(0, after[^1]);
        Assert.Equal(before[^2] - freed, after[^2]);
        Assert.Equal(before[^3], after[^3]);
        Assert.Contains(
            $"compaction: {freed} of {before[^2]} pages freed in ",
            session.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_same_seed_frees_the_same()
    {
        Session first = await RunAsync("--pool", "--size 1M --seed 5");
        Session second = await RunAsync("--pool", "--size 1M --seed 5");
        Session other = await RunAsync("--pool", "--size 1M --seed 6");
        Assert.Equal(WithoutTimes(first.Output), WithoutTimes(second.Output));
        Assert.NotEqual(WithoutTimes(first.Output), WithoutTimes(other.Output));
    }

    [Theory]
    [InlineData("--content random", "compaction: 0 of ")]
    [InlineData("--free 0", "0 of them freed at random")]
    [InlineData("--free 100", "- after the frees, - compacted")]
    public async Task A_pool_with_nothing_to_free_is_shown_as_well(string arguments, string expected)
    {
        Session session = await RunAsync("--pool", "--size 1M " + arguments);
        Assert.Equal((0, ""), (session.Code, session.Errors));
        Assert.Contains(expected, session.Output);
    }

    [Theory]
    [InlineData("--size 4M", "--size is about the pool; add --pool, or leave --size out.")]
    [InlineData("--pool --size 0", "--size 0 is no whole number of 4096-byte pages; write 64M, for example.")]
    [InlineData("--pool --size 5000", "--size 5000 is no whole number of 4096-byte pages")]
    [InlineData("--pool --size 9000T", "too large")]
    [InlineData("--pool --free 101", "--free '101' is no percentage")]
    [InlineData("--pool --content text", "unknown --content 'text'")]
    [InlineData("--pool --content file:/no/such", "--content file:/no/such: no such file.")]
    [InlineData("--pool --compressor gzip", "gzip")]
    [InlineData("--pool --codec-provider ours", "unknown --codec-provider 'ours'; write native or managed.")]
    [InlineData("--pool --seed x", "--seed 'x' is no whole number")]
    [InlineData("--pull", "unknown option '--pull'; did you mean '--pool'?")]
    public async Task Nonsense_is_refused_in_one_line(string arguments, string expected)
    {
        Session session = await RunAsync(arguments);
        Assert.Equal((2, ""), (session.Code, session.Output));
        Assert.Contains(expected, session.Errors);
        Assert.Single(session.Errors.TrimEnd().Split('\n'));
    }

    private static Task<Session> RunAsync(params string[] arguments) =>
        Session.RunAsync(
            new PagingModel(),
            ["doctor", .. arguments.SelectMany(text => text.Split(' ', StringSplitOptions.RemoveEmptyEntries))]
        );

    /// <summary>The sums of the groups, and of the last columns without pages_per_zspage, by line and as printed.</summary>
    private static (long[] Summed, long[] Total) ReadTable(string output, string heading)
    {
        string[] lines =
        [
            .. output.Split('\n').SkipWhile(line => !line.StartsWith(heading, StringComparison.Ordinal)).Skip(1),
        ];
        Assert.Equal(ClassColumns, lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries).Length);
        long[] sums = new long[ClassColumns - 3];
        foreach (string line in lines.Skip(1))
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words[0] == "Total")
                return (sums, [.. words.Skip(1).Select(long.Parse)]);
            long[] numbers = [.. words.Select(long.Parse)];
            Assert.Equal(ClassColumns, numbers.Length);
            // pages_used is the zspages times pages_per_zspage.
            Assert.Equal(numbers[15], numbers[2..13].Sum() * numbers[16]);
            long[] added = [.. numbers[2..16], numbers[17]];
            for (int i = 0; i < sums.Length; i++)
                sums[i] += added[i];
        }
        throw new InvalidOperationException($"no table after {heading}");
    }

    private static string WithoutTimes(string output)
    {
        int from = output.IndexOf(" pages freed in ", StringComparison.Ordinal);
        int to = output.IndexOf(" ms;", StringComparison.Ordinal);
        return output.Remove(from, to - from);
    }
}
