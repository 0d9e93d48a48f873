namespace SwapStress.Explorer.Programs;

/// <summary>One operation of a thread.</summary>
/// <param name="Kind">What.</param>
/// <param name="Page">On which page; 0 where none is named.</param>
internal readonly record struct Operation(OperationKind Kind, int Page)
{
    /// <summary>As <see cref="ProgramText"/> reads it.</summary>
    public override string ToString() => ProgramText.Describe(this);
}
