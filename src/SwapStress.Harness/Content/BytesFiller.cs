namespace SwapStress.Harness.Content;

/// <summary>The bytes of one or more files, page by page, from the start again when they run out.</summary>
internal sealed class BytesFiller(byte[] bytes) : IPageFiller
{
    public void Fill(int page, Span<byte> content)
    {
        long from = (long)page * content.Length % bytes.Length;
        while (!content.IsEmpty)
        {
            ReadOnlySpan<byte> source = bytes.AsSpan((int)from);
            int count = Math.Min(source.Length, content.Length);
            source[..count].CopyTo(content);
            content = content[count..];
            from = 0;
        }
    }
}
