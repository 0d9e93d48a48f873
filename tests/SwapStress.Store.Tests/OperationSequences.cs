using FsCheck;
using FsCheck.Fluent;

namespace SwapStress.Store.Tests;

/// <summary>Random sequences of operations, each one number, that shrink to short ones.</summary>
internal static class OperationSequences
{
    /// <summary>Runs <paramref name="body"/> over many sequences; a failure prints the sequence and its replay.</summary>
    public static void Check(int sequences, int length, Action<int[]> body)
    {
        Arbitrary<int[]> operations = Arb.From(
            Gen.Choose(0, (1 << 24) - 1).ArrayOf(),
            ArbMap.Default.ArbFor<int[]>().Shrinker
        );
        Prop.ForAll(operations, body).Check(Config.QuickThrowOnFailure.WithMaxTest(sequences).WithEndSize(length));
    }
}
