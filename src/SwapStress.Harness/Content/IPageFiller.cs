namespace SwapStress.Harness.Content;

/// <summary>Where the bytes of the pages come from. The same page always gets the same bytes.</summary>
internal interface IPageFiller
{
    /// <summary>Fills a whole page; the first two words are overwritten afterwards.</summary>
    void Fill(int page, Span<byte> content);
}
