using SwapStress.Explorer.Programs;
using SwapStress.Harness.Options;
using SwapStress.Races;
using SwapStress.Stress.Shell;

namespace SwapStress.Stress.Explore;

/// <summary>A program with one configuration: a row of the results.</summary>
internal sealed record ExploreCase
{
    /// <summary>The race whose program it is, or null for the user's own.</summary>
    public required Race? Race { get; init; }

    /// <summary>The program as it is written.</summary>
    public required ProgramSpec Spec { get; init; }

    /// <summary>The program that runs.</summary>
    public required ExploredProgram Program { get; init; }

    /// <summary>The strategy.</summary>
    public required string Sync { get; init; }

    /// <summary>Whether the race's fix is in; for a program, whether its configuration is sound.</summary>
    public required bool IsFixed { get; init; }

    /// <summary>Whether it must keep every update under every schedule.</summary>
    public required bool IsSound { get; init; }

    /// <summary>The arguments of <c>explore</c> that give this case alone.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>What it is called: "swapcache-skip, fix off (none)".</summary>
    public string Title => Race is null ? $"{Name} ({Sync})" : $"{Name}, fix {FixText} ({Sync})";

    public string Name => Race?.Name ?? "program";

    public string FixText => FixWord.Of(IsFixed);

    /// <summary>The command that runs one of its schedules.</summary>
    public string ReplayCommand(string schedule) =>
        $"{ProgramName.Typed} explore {string.Join(' ', Arguments.Select(Quote))} --replay {schedule}";

    private static string Quote(string argument) => argument.Contains(' ') ? $"\"{argument}\"" : argument;
}
