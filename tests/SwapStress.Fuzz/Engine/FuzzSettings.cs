using System.Globalization;

namespace SwapStress.Fuzz.Engine;

/// <summary>What the environment asks of all targets; nothing asked is a fixed number of inputs from seed 1.</summary>
internal static class FuzzSettings
{
    public const string SeedName = "SWAPSTRESS_FUZZ_SEED";
    public const string SecondsName = "SWAPSTRESS_FUZZ_SECONDS";
    public const string FirstName = "SWAPSTRESS_FUZZ_FIRST";
    public const string InputsName = "SWAPSTRESS_FUZZ_INPUTS";

    /// <summary>The seed of every input.</summary>
    public static ulong Seed { get; } = Read(SeedName) ?? 1;

    /// <summary>How long each target goes on, in place of a number of inputs; null for that number.</summary>
    public static ulong? Seconds { get; } = Read(SecondsName);

    /// <summary>The number of the first input.</summary>
    public static ulong First { get; } = Read(FirstName) ?? 0;

    /// <summary>Inputs of each target; null for the target's own number.</summary>
    public static ulong? Inputs { get; } = Read(InputsName);

    private static ulong? Read(string name) =>
        Environment.GetEnvironmentVariable(name) is not { Length: > 0 } text ? null
        : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value) ? value
        : throw new InvalidOperationException($"{name} is '{text}'; write a whole number, such as {name}=60");
}
