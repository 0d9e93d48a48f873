using SwapStress.Explorer.Schedules;

namespace SwapStress.Fuzz.Explorer;

/// <summary>Schedules by their text.</summary>
internal static class Schedules
{
    /// <summary>The schedule as somebody would copy it from the screen.</summary>
    public static Schedule Reread(Schedule schedule) => Schedule.Parse(schedule.ToString());
}
