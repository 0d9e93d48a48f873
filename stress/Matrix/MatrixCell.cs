using SwapStress.Harness.Options;
using SwapStress.Harness.Runs;

namespace SwapStress.Stress.Matrix;

/// <summary>One combination of the matrix: what lies below the strategies.</summary>
/// <param name="ReadDelay">The pause after each read, as <c>--read-delay</c> spells it.</param>
/// <param name="HasZswap">Whether zswap is in front of the device.</param>
/// <param name="Compressor">The codec of zram and zswap.</param>
internal sealed record MatrixCell(string Device, string ReadDelay, bool HasZswap, string Compressor)
{
    /// <summary>What zswap's pool may take of the region, in percent: little enough that it writes back.</summary>
    private const int ZswapMaxPoolPercent = 30;

    /// <summary>Every combination: a device that forgets freed slots at once and a slow one that never does.</summary>
    public static IReadOnlyList<MatrixCell> All { get; } =
    [
        .. from device in new[] { ("zram", "0"), ("brd", "1ms") }
        from hasZswap in new[] { false, true }
        from compressor in new[] { "lz4", "zstd" }
        select new MatrixCell(device.Item1, device.Item2, hasZswap, compressor),
    ];

    /// <summary>The same codec or none: a brd without zswap compresses nothing, and both codecs are the same run.</summary>
    public bool Compresses => Device == "zram" || HasZswap;

    /// <summary>The name of its results directory.</summary>
    public string Name => $"{Device}-{(HasZswap ? "zswap-" : "")}{Compressor}";

    /// <summary>What people read: "brd 1ms + zswap, lz4".</summary>
    public string Label =>
        Device + (ReadDelay == "0" ? "" : $" {ReadDelay}") + (HasZswap ? " + zswap" : "") + $", {Compressor}";

    /// <summary>The options of <c>run</c> that make it.</summary>
    public IEnumerable<KeyValuePair<OptionRow, string?>> Values
    {
        get
        {
            yield return new(OptionTable.Device, Device);
            yield return new(OptionTable.ReadDelay, ReadDelay);
            if (HasZswap)
            {
                yield return new(OptionTable.Zswap, null);
                yield return new(OptionTable.ZswapMaxPoolPercent, $"{ZswapMaxPoolPercent}");
            }
            if (Compresses)
                yield return new(OptionTable.Compressor, Compressor);
        }
    }
}

/// <summary>What a cell came to.</summary>
internal sealed record MatrixCellResult(MatrixCell Cell, RunResult Run);
