using System.Diagnostics;
using System.Globalization;

namespace SwapStress.Fuzz.Engine;

/// <summary>Gives a target one input after the other, and says which one it fails on.</summary>
internal static class Fuzzer
{
    /// <summary>An input that takes longer hangs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Runs a target.</summary>
    /// <param name="target">Its name.</param>
    /// <param name="inputs">How many inputs, if the environment does not say.</param>
    /// <param name="one">Does one input; throws if something is wrong.</param>
    public static void Run(string target, long inputs, Action<FuzzInput> one)
    {
        ulong count = FuzzSettings.Inputs ?? (FuzzSettings.Seconds is null ? (ulong)inputs : ulong.MaxValue);
        TimeSpan longest = FuzzSettings.Seconds is { } seconds ? TimeSpan.FromSeconds(seconds) : TimeSpan.MaxValue;
        using var note = new InputNote(target, FuzzSettings.Seed);
        var input = new FuzzInput();
        var clock = Stopwatch.StartNew();
        ulong done = 0;
        using (new HangGuard(note, Patience))
        {
            // At least one: a target that runs nothing cannot fail.
            do
            {
                ulong number = FuzzSettings.First + done;
                note.Begin(number);
                input.Begin(FuzzSettings.Seed, number);
                try
                {
                    one(input);
                }
                catch (Exception exception)
                {
                    throw new InvalidOperationException($"{note.Repeat(number)}: {exception.Message}", exception);
                }
                done++;
            } while (done < count && clock.Elapsed < longest);
        }
        string line = string.Create(
            CultureInfo.InvariantCulture,
            $"{target}: {done} inputs in {clock.Elapsed.TotalSeconds:0.0} s, seed {FuzzSettings.Seed}"
        );
        TestContext.Current.TestOutputHelper?.WriteLine(line);
    }
}
