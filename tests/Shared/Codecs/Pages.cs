using System.Buffers.Binary;
using SwapStress.Primitives;

namespace SwapStress.Testing;

/// <summary>Page contents that the tests share.</summary>
internal static class Pages
{
    private static readonly byte[] Runtime = File.ReadAllBytes(typeof(object).Assembly.Location);

    /// <summary>Whole pages of the runtime's own CoreLib.</summary>
    public static int RuntimeCount => Runtime.Length / PageSize.Bytes;

    public static byte[] OfRuntime(int index) =>
        Runtime.AsSpan(index % RuntimeCount * PageSize.Bytes, PageSize.Bytes).ToArray();

    public static byte[] Random(int seed)
    {
        byte[] page = new byte[PageSize.Bytes];
        new Random(seed).NextBytes(page);
        return page;
    }

    public static byte[] Same(ulong word)
    {
        byte[] page = new byte[PageSize.Bytes];
        for (int i = 0; i < page.Length; i += sizeof(ulong))
            BinaryPrimitives.WriteUInt64LittleEndian(page.AsSpan(i), word);
        return page;
    }

    public static byte[] NearZero(int seed)
    {
        byte[] page = new byte[PageSize.Bytes];
        var random = new Random(seed);
        for (int i = 0; i < 8; i++)
            page[random.Next(page.Length)] = (byte)random.Next(1, 256);
        return page;
    }

    public static byte[] Text(int seed)
    {
        byte[] page = new byte[PageSize.Bytes];
        var random = new Random(seed);
        string[] words = ["folio ", "swap ", "entry ", "the ", "page ", "lock ", "of ", "zspage ", "reclaim ", "\n"];
        int length = 0;
        while (length < page.Length)
        {
            foreach (char c in words[random.Next(words.Length)])
            {
                if (length < page.Length)
                    page[length++] = (byte)c;
            }
        }
        return page;
    }

    /// <summary>A page of any kind, by number.</summary>
    public static byte[] Any(int seed) =>
        (seed % 5) switch
        {
            0 => OfRuntime(seed * 7),
            1 => Random(seed),
            2 => Same((ulong)seed * 0x0101),
            3 => NearZero(seed),
            _ => Text(seed),
        };
}
