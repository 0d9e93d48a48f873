namespace SwapStress.Harness.Content;

/// <summary>Zeros, as fresh anonymous memory has.</summary>
internal sealed class ZeroFiller : IPageFiller
{
    public void Fill(int page, Span<byte> content) => content.Clear();
}
