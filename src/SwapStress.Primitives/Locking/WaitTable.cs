namespace SwapStress.Primitives.Locking;

/// <summary>The hashed wait queues behind <see cref="LockWord"/> (kernel: <c>folio_wait_table</c>).</summary>
internal static unsafe class WaitTable
{
    private const int QueueBits = 10;

    private static readonly object[] Queues = CreateQueues();

    public static object QueueFor(int* word) =>
        Queues[(int)(((ulong)word >> 2) * 0x9E3779B97F4A7C15UL >> (64 - QueueBits))];

    private static object[] CreateQueues()
    {
        var queues = new object[1 << QueueBits];
        for (int i = 0; i < queues.Length; i++)
            queues[i] = new object();
        return queues;
    }
}
