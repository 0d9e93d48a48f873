using SwapStress.Harness;
using SwapStress.Harness.Losses;
using SwapStress.Harness.Options;
using SwapStress.Stress.Shell;

namespace SwapStress.Stress.Run;

/// <summary>Reads <c>--trace</c>, which is of one part of a run only.</summary>
internal static class TraceOption
{
    /// <summary>Why a run of the kernel has none.</summary>
    public const string NoKernel =
        "--trace shows the steps that the model's flight recorder kept, and a kernel tells none; leave --trace out";

    /// <summary>The file of a new run, or null.</summary>
    /// <exception cref="UsageException">It cannot be written there, or nothing would be recorded.</exception>
    public static string? Resolve(OptionValues values)
    {
        if (OutputPaths.OfTrace(values, OptionTable.Trace, values.Text(OptionTable.Out)) is not { } file)
            return null;
        return values.Get(OptionTable.FlightRecorder, fallback: true)
            ? file
            : throw new UsageException(
                $"--trace {values.Text(OptionTable.Trace)} shows what the flight recorder keeps, and it is off; leave --flight-recorder out"
            );
    }

    /// <summary>The file of a run that goes on, or null.</summary>
    /// <param name="records">Whether the run has a flight recorder.</param>
    /// <param name="isKernel">Whether it is one of the kernel.</param>
    /// <exception cref="UsageException">As above, or what is there is no trace.</exception>
    public static string? ResolveResumed(OptionValues values, bool records, bool isKernel)
    {
        if (OutputPaths.OfTrace(values, OptionTable.Trace) is not { } file)
            return null;
        if (isKernel)
            throw new UsageException(NoKernel);
        if (!records)
            throw new UsageException(
                $"--trace {values.Text(OptionTable.Trace)} shows what the flight recorder keeps, and the run of --resume has none; leave --trace out"
            );
        TraceFile.CheckResumable(file);
        return file;
    }
}
