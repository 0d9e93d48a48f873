namespace SwapStress.Store.Tests;

internal static class Allocations
{
    /// <summary>Asserts that <paramref name="action"/>, once warm, allocates nothing managed.</summary>
    public static void AssertNone(Action action)
    {
        for (int i = 0; i < 3; i++)
            action();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 50; i++)
            action();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
