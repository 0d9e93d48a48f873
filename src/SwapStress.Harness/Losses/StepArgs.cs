using System.Text.Json.Nodes;
using SwapStress.Paging.Recording;

namespace SwapStress.Harness.Losses;

/// <summary>What a viewer shows of a selected step.</summary>
internal static class StepArgs
{
    /// <summary>Page, slot, version and counter, as far as the step knows them.</summary>
    public static JsonObject Of(in FlightEvent e)
    {
        var args = new JsonObject { ["page"] = EventText.PageName(e.Page) };
        if (e.Slot != 0)
            args["slot"] = e.Slot;
        if (e.Version != 0)
            args["version"] = e.Version;
        if (HasCounter(e.Kind))
            args["counter"] = e.Counter;
        return args;
    }

    /// <summary>What the last step of a slice adds to it.</summary>
    public static JsonObject AtEnd(in FlightEvent e)
    {
        var args = new JsonObject { ["end"] = EventText.Describe(e) };
        if (e.Version != 0)
            args["endVersion"] = e.Version;
        if (HasCounter(e.Kind))
            args["endCounter"] = e.Counter;
        return args;
    }

    /// <summary>Whether the counter is word 0 of the step's page; on some it is another number.</summary>
    public static bool HasCounter(FlightEventKind kind) =>
        kind is FlightEventKind.ReadEnd or FlightEventKind.Install or FlightEventKind.Copy or FlightEventKind.Unmapped;
}
