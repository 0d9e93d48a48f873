namespace SwapStress.Harness.Options;

/// <summary>Where an option of a run applies besides the model.</summary>
[Flags]
internal enum OptionUse
{
    /// <summary>To a run of the model only.</summary>
    None = 0,

    /// <summary>A run of the kernel has it, too; the others say how the model works.</summary>
    Kernel = 1,

    /// <summary>It may stand beside <c>--resume</c>: it does not change what is measured.</summary>
    Resume = 2,

    /// <summary>It holds for one part of a run, or says where and how that is shown: options.json does not have it.</summary>
    Part = 4,

    /// <summary>The matrix has it: it is not what the matrix goes through.</summary>
    Matrix = 8,

    /// <summary>It says how zswap works, and means nothing without.</summary>
    Zswap = 16,
}
