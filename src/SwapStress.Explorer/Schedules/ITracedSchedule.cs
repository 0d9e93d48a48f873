using SwapStress.Explorer.Engine;

namespace SwapStress.Explorer.Schedules;

/// <summary>A search that can say which schedule it has just run.</summary>
internal interface ITracedSchedule : ISchedule
{
    /// <summary>The schedule that runs or has run last.</summary>
    Schedule Schedule { get; }

    /// <summary>Its preemptions.</summary>
    int Preemptions { get; }
}
