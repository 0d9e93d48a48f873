using System.Text;
using SwapStress.Explorer.Engine;
using SwapStress.Explorer.Searches;
using SwapStress.Primitives.Scheduling;

namespace SwapStress.Explorer.Tests;

/// <summary>Threads without a model: they do nothing but take steps.</summary>
internal static class Bodies
{
    /// <summary>Takes so many steps.</summary>
    public static void Steps(int count)
    {
        for (int i = 0; i < count; i++)
            SchedulePoint.Before(StepKind.Access, 1);
    }

    /// <summary>Lets others go first, once, in code without a loop.</summary>
    public static void LetOthersGo()
    {
        var loop = new RetryLoop();
        SchedulePoint.Yield(ref loop);
    }

    /// <summary>Every interleaving within a bound of preemptions: for each step the thread that took it.</summary>
    public static List<string> Interleavings(int preemptionsMax, params int[] steps)
    {
        using var engine = new ScheduleEngine(steps.Length);
        var search = new DepthFirst(preemptionsMax);
        List<string> seen = [];
        do
        {
            var log = new StepLog();
            Assert.Equal(ScheduleEnd.Finished, engine.Run(thread => Steps(steps[thread]), search, log));
            seen.Add(Threads(log));
        } while (search.TryAdvance());
        return seen;
    }

    /// <summary>The threads of the steps, a digit each.</summary>
    public static string Threads(StepLog log)
    {
        var text = new StringBuilder();
        foreach (TakenStep step in log.Steps)
            text.Append(step.Thread);
        return text.ToString();
    }

    /// <summary>Runs every schedule within a bound and counts how they ended.</summary>
    public static Dictionary<ScheduleEnd, int> Ends(ScheduleEngine engine, int preemptionsMax, Action<int> body)
    {
        var search = new DepthFirst(preemptionsMax);
        Dictionary<ScheduleEnd, int> ends = [];
        do
        {
            ScheduleEnd end = engine.Run(body, search);
            ends[end] = ends.GetValueOrDefault(end) + 1;
        } while (search.TryAdvance());
        return ends;
    }
}
