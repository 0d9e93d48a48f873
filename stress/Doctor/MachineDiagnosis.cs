using SwapStress.Harness.Limits;
using SwapStress.Harness.Options;
using SwapStress.Harness.Results;
using SwapStress.Harness.Runs;

namespace SwapStress.Stress.Doctor;

/// <summary>What this machine can do. Changes nothing, needs no rights, and takes about half a second.</summary>
internal static class MachineDiagnosis
{
    /// <summary>Examines all of it.</summary>
    /// <param name="defaults">A run with the default options.</param>
    public static IReadOnlyList<Finding> Examine(StressOptions defaults)
    {
        ArgumentNullException.ThrowIfNull(defaults);
        Host host = Host.This;
        long neededBytes = MemoryNeed.AtStartOf(defaults);
        return
        [
            .. ExamineFiles(host, neededBytes),
            ThreadExamination.Examine(new ThreadLimits().Measure(ThreadLimits.WorkerStackBytes, neededBytes)),
            TimerExamination.Examine(),
            BarrierExamination.Examine(),
            DiskExamination.Examine(ResultsDirectory.Parent),
        ];
    }

    internal static IReadOnlyList<Finding> ExamineFiles(Host host, long neededBytes) =>
        [
            SystemExamination.Examine(host),
            KernelExamination.Examine(host),
            ProcessorExamination.Examine(host),
            MemoryExamination.Examine(host, neededBytes),
            .. SwapExamination.Examine(host),
            ZramExamination.Examine(host),
            ZswapExamination.Examine(host),
            HugePageExamination.Examine(host),
            .. NoiseExamination.Examine(host),
        ];
}
