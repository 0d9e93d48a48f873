using System.Text.Json.Serialization;
using SwapStress.Harness.Files;
using SwapStress.Harness.Limits;

namespace SwapStress.Stress.Doctor;

/// <summary>The file of <c>doctor --json</c>, schema "swapstress/doctor/1".</summary>
internal sealed record DoctorDocument(
    string Schema,
    string Version,
    string? Commit,
    DateTime StartedUtc,
    HostInfo Host,
    IReadOnlyList<FindingDocument> Findings,
    int ExitCode
)
{
    public const string SchemaName = "swapstress/doctor/1";

    public static DoctorDocument From(IReadOnlyList<Finding> findings, DateTimeOffset startedUtc, int exitCode) =>
        new(
            SchemaName,
            BuildInfo.Version,
            BuildInfo.Commit,
            startedUtc.UtcDateTime,
            HostInfo.Read(),
            [.. findings.Select(FindingDocument.From)],
            exitCode
        );
}

/// <summary>One finding; <c>level</c> is ok, note or missing.</summary>
internal sealed record FindingDocument(string Subject, string Level, string Text, string? Remedy, bool Blocks)
{
    public static FindingDocument From(Finding finding) =>
        new(finding.Subject, finding.Level.ToString().ToLowerInvariant(), finding.Text, finding.Remedy, finding.Blocks);
}

/// <summary>Its serializer, generated at build time.</summary>
[JsonSerializable(typeof(DoctorDocument))]
internal sealed partial class DoctorJson : JsonSerializerContext
{
    /// <summary>For people too.</summary>
    public static DoctorJson Indented { get; } = new(JsonText.Indented());
}
