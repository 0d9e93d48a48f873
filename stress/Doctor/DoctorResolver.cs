using SwapStress.Harness;
using SwapStress.Harness.Content;
using SwapStress.Harness.Options;
using SwapStress.Primitives;
using SwapStress.Stress.Shell;

namespace SwapStress.Stress.Doctor;

/// <summary>Gives the texts of <c>doctor</c> their meaning, and checks that they go together.</summary>
internal sealed class DoctorResolver(OptionValues values)
{
    /// <summary>What to do with a pool; null without <c>--pool</c>.</summary>
    /// <exception cref="UsageException">Something makes no sense; one line says what to write instead.</exception>
    public DoctorOptions? Resolve()
    {
        if (!values.Given(DoctorTable.Pool))
            return DoctorTable.OfPool.FirstOrDefault(values.Given) is { } given
                ? throw new UsageException($"{given} is about the pool; add --pool, or leave {given} out")
                : null;
        if (values.Given(DoctorTable.Json))
            throw new UsageException(
                $"{DoctorTable.Json} is about the machine; leave {DoctorTable.Json} or --pool out"
            );
        return new DoctorOptions(
            PageCount(),
            values.Get(DoctorTable.Content, ContentSpec.Runtime),
            values.Get(DoctorTable.Free, DoctorOptions.FreePercentDefault),
            values.Get(DoctorTable.Seed, StressDefaults.Seed),
            values.Text(DoctorTable.Compressor) ?? StressDefaults.Compressor,
            values.Word(DoctorTable.CodecProvider)
        );
    }

    /// <summary>Where what is found goes besides, or null.</summary>
    /// <exception cref="UsageException">It cannot be written there.</exception>
    public string? ResolveJson()
    {
        string? json = OutputPaths.Of(values, DoctorTable.Json);
        PathRules.Check([new NamedPath(DoctorTable.Json.Name, json, IsWritten: true)]);
        return json;
    }

    private int PageCount()
    {
        long bytes = values.Get(DoctorTable.Size, DoctorOptions.SizeBytesDefault);
        if (bytes < PageSize.Bytes || bytes % PageSize.Bytes != 0)
            throw new UsageException(
                $"--size {values.Text(DoctorTable.Size)} is no whole number of {PageSize.Bytes}-byte pages; write 64M, for example"
            );
        return bytes <= OptionRules.BytesMax
            ? (int)(bytes / PageSize.Bytes)
            : throw new UsageException(
                $"--size {SizeText.Format(bytes)} is too large; the largest is {OptionRules.BytesMax}"
            );
    }
}
