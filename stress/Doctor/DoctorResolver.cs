using System.CommandLine;
using SwapStress.Harness;
using SwapStress.Harness.Content;
using SwapStress.Harness.Options;
using SwapStress.Primitives;
using SwapStress.Stress.Shell;

namespace SwapStress.Stress.Doctor;

/// <summary>Gives the texts of <c>doctor</c> their meaning, and checks that they go together.</summary>
internal sealed class DoctorResolver(DoctorOptionSet set, ParseResult parsed) : OptionReader(parsed)
{
    /// <summary>What to do with a pool; null without <c>--pool</c>.</summary>
    /// <exception cref="UsageException">Something makes no sense; one line says what to write instead.</exception>
    public DoctorOptions? Resolve()
    {
        if (!Flag(set.Pool))
            return set.OfPool.FirstOrDefault(Given) is { } given
                ? throw new UsageException($"{given.Name} is about the pool; add --pool, or leave {given.Name} out")
                : null;
        if (Given(set.Json))
            throw new UsageException($"{set.Json.Name} is about the machine; leave {set.Json.Name} or --pool out");
        return new DoctorOptions(
            PageCount(),
            Text(set.Content) is { } content ? ContentSpec.Parse(content) : ContentSpec.Runtime,
            Percent(set.Free) ?? DoctorOptions.FreePercentDefault,
            Number(set.Seed, 0, ulong.MaxValue) ?? StressDefaults.Seed,
            Text(set.Compressor) ?? StressDefaults.Compressor,
            Choice(set.CodecProvider, "native", "managed")
        );
    }

    /// <summary>Where what is found goes besides, or null.</summary>
    /// <exception cref="UsageException">It cannot be written there.</exception>
    public string? ResolveJson()
    {
        string? json = JsonFile(set.Json);
        PathRules.Check([new NamedPath(set.Json.Name, json, IsWritten: true)]);
        return json;
    }

    private int PageCount()
    {
        long bytes = Size(set.Size) ?? DoctorOptions.SizeBytesDefault;
        if (bytes < PageSize.Bytes || bytes % PageSize.Bytes != 0)
            throw new UsageException(
                $"--size {Text(set.Size)} is no whole number of {PageSize.Bytes}-byte pages; write 64M, for example"
            );
        return bytes <= OptionRules.BytesMax
            ? (int)(bytes / PageSize.Bytes)
            : throw new UsageException(
                $"--size {SizeText.Format(bytes)} is too large; the largest is {OptionRules.BytesMax}"
            );
    }
}
