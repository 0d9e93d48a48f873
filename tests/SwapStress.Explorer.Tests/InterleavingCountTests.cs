namespace SwapStress.Explorer.Tests;

/// <summary>The number of schedules of programs that can be counted with pencil and paper.</summary>
public sealed class InterleavingCountTests
{
    private const int NoBound = int.MaxValue;

    [Theory]
    [InlineData(1, 1, 2)]
    [InlineData(2, 1, 3)]
    [InlineData(2, 2, 6)]
    [InlineData(3, 2, 10)]
    [InlineData(3, 3, 20)]
    [InlineData(5, 4, 126)]
    [InlineData(8, 8, 12_870)]
    public void Two_threads_have_as_many_interleavings_as_there_are_ways_to_place_the_steps_of_one(
        int m,
        int n,
        int count
    )
    {
        List<string> seen = Bodies.Interleavings(NoBound, m, n);
        Assert.Equal(count, seen.Count);
        Assert.Equal(count, seen.Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData(1, 1, 1, 6)]
    [InlineData(2, 2, 2, 90)]
    [InlineData(3, 2, 1, 60)]
    [InlineData(3, 3, 3, 1680)]
    public void Three_threads_have_the_multinomial_coefficient(int a, int b, int c, int count)
    {
        List<string> seen = Bodies.Interleavings(NoBound, a, b, c);
        Assert.Equal(count, seen.Count);
        Assert.Equal(count, seen.Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_bound_leaves_exactly_the_interleavings_with_no_more_preemptions(int bound)
    {
        foreach (int[] steps in new int[][] { [4, 3], [5, 5], [2, 2, 2], [3, 2, 2] })
        {
            IEnumerable<string> within = Bodies
                .Interleavings(NoBound, steps)
                .Where(threads => Preemptions(threads) <= bound)
                .Order(StringComparer.Ordinal);
            Assert.Equal(within, Bodies.Interleavings(bound, steps).Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 10)]
    [InlineData(2, 42)]
    [InlineData(3, 90)]
    public void Two_threads_of_five_steps_within_a_bound(int bound, int count)
    {
        Assert.Equal(count, Bodies.Interleavings(bound, 5, 5).Count);
    }

    /// <summary>Switches away from a thread that has steps left.</summary>
    private static int Preemptions(string threads) =>
        Enumerable
            .Range(1, threads.Length - 1)
            .Count(i =>
                threads[i] != threads[i - 1] && threads[i..].Contains(threads[i - 1], StringComparison.Ordinal)
            );
}
