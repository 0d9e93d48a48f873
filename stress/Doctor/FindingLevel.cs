namespace SwapStress.Stress.Doctor;

/// <summary>How good a part of the machine is for runs.</summary>
public enum FindingLevel
{
    /// <summary>As it should be, or of no concern.</summary>
    Ok,

    /// <summary>Runs work; something about it is good to know.</summary>
    Note,

    /// <summary>Something that runs, or some of them, need is not there.</summary>
    Missing,
}
