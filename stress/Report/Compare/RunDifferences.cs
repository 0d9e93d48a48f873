using SwapStress.Stress.Report.Recorded;

namespace SwapStress.Stress.Report.Compare;

/// <summary>The options and hosts of several runs, as far as they differ.</summary>
/// <param name="Name">The option, or "host." and the fact.</param>
/// <param name="Values">One value a run; "-" where it is not known, or has none.</param>
/// <param name="Plain">The same for a program; empty there.</param>
internal sealed record RunDifferences(string Name, IReadOnlyList<string> Values, IReadOnlyList<string> Plain)
{
    private const string Unknown = "-";

    /// <summary>Where a run wrote its results says nothing about it.</summary>
    private static readonly string[] Indifferent = ["out", "roundsFileBytes"];

    /// <summary>What differs, in the order of the first run that has it.</summary>
    public static IReadOnlyList<RunDifferences> Of(IReadOnlyList<RecordedRun> runs)
    {
        IReadOnlyList<RecordedField>[] fields = [.. runs.Select(FieldsOf)];
        return
        [
            .. fields
                .SelectMany(run => run.Select(field => field.Name))
                .Distinct(StringComparer.Ordinal)
                .Where(name => !Indifferent.Contains(name, StringComparer.Ordinal))
                .Select(name => new RunDifferences(
                    name,
                    [.. fields.Select(run => Find(run, name)?.Value ?? Unknown)],
                    [.. fields.Select(run => Find(run, name)?.Plain ?? "")]
                ))
                .Where(row => row.Values.Distinct(StringComparer.Ordinal).Count() > 1),
        ];
    }

    private static IReadOnlyList<RecordedField> FieldsOf(RecordedRun run) =>
        [.. run.Options, .. run.HostFields.Select(field => field with { Name = $"host.{field.Name}" })];

    private static RecordedField? Find(IReadOnlyList<RecordedField> fields, string name) =>
        fields.FirstOrDefault(field => field.Name == name);
}
