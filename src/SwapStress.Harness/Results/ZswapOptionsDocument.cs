using SwapStress.Harness.Options;

namespace SwapStress.Harness.Results;

/// <summary>The options of zswap.</summary>
internal sealed record ZswapOptionsDocument(
    int MaxPoolPercent,
    string ExclusiveFix,
    string WritebackFix,
    long WritebackDelayNs
)
{
    public static ZswapOptionsDocument From(ZswapSettings zswap) =>
        new(
            zswap.MaxPoolPercent,
            zswap.ExclusiveFix ? "on" : "off",
            zswap.WritebackFix ? "on" : "off",
            zswap.WritebackDelay.Nanoseconds
        );
}
