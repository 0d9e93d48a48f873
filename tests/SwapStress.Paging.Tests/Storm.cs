using SwapStress.Primitives;

namespace SwapStress.Paging.Tests;

/// <summary>The reproducer in small: workers add to every page, half of them backwards, while a swapper pages out.</summary>
internal static class Storm
{
    public readonly record struct Outcome(long Lost, long Misloads, long Disagreements);

    public static Outcome Run(AddressSpace space, int threads, int sweeps = 1, int noiseBytes = 0)
    {
        int pages = space.PageCount;
        byte[] content = new byte[PageSize.Bytes];
        // What does not compress: pages take room in a pool.
        new Random(1).NextBytes(content.AsSpan(2 * sizeof(ulong), noiseBytes));
        for (int page = 0; page < pages; page++)
        {
            BitConverter.TryWriteBytes(content.AsSpan(sizeof(ulong)), Stamp(page));
            space.WritePage(page, content);
            space.ForgetLosses(page);
        }

        bool stop = false;
        long misloads = 0;
        Worker swapper = Worker.Start(() =>
        {
            while (!Volatile.Read(ref stop))
                space.PageOut(0, pages);
        });
        Worker[] workers =
        [
            .. Enumerable
                .Range(0, threads)
                .Select(id =>
                    Worker.Start(() =>
                    {
                        for (int i = 0; i < pages * sweeps; i++)
                        {
                            int page = id % 2 == 0 ? i % pages : pages - 1 - (i % pages);
                            space.FetchAdd(page, 1, out ulong stamp);
                            if (stamp != Stamp(page))
                                Interlocked.Increment(ref misloads);
                        }
                    })
                ),
        ];
        Array.ForEach(workers, worker => worker.Join());
        Volatile.Write(ref stop, true);
        swapper.Join();

        long lost = 0;
        long disagreements = 0;
        for (int page = 0; page < pages; page++)
        {
            long missing = ((long)threads * sweeps) - (long)space.Read(page, 0);
            lost += missing;
            disagreements += missing == space.ForetoldLosses(page) ? 0 : 1;
        }
        return new Outcome(lost, misloads, disagreements);
    }

    private static ulong Stamp(int page) => 0x5357_4150_0000_0000UL | (uint)page;
}
