using SwapStress.Harness;
using SwapStress.Harness.Kernel;
using SwapStress.Harness.Options;

namespace SwapStress.Stress.Doctor;

/// <summary>The system's swap, which <c>--backend kernel</c> uses and nothing else.</summary>
internal static class SwapExamination
{
    public static IEnumerable<Finding> Examine(Host host)
    {
        if (!host.IsLinux)
        {
            yield return Finding.OnlyLinux("swap");
            yield break;
        }
        IReadOnlyList<HostSwapDevice> areas = HostSwapDevice.ReadAll(host.Files);
        string region = SizeText.Format(StressDefaults.RegionBytes);
        if (areas.Count == 0)
            yield return Finding.Missing(
                "swap",
                "none active; --backend kernel needs some",
                $"sudo scripts/zram-swap.sh up {region} lz4"
            );
        long roomy = 2 * StressDefaults.RegionBytes;
        foreach (HostSwapDevice area in areas)
        {
            string priority = area.Priority is { } value ? $", priority {value}" : "";
            string text =
                $"{area.Text}, {SizeText.Format(area.SizeBytes)}, {area.FreeSlots} of {area.Slots} slots free{priority}";
            yield return area.SizeBytes <= roomy
                ? Finding.Ok("swap", text)
                : Finding.Note("swap", $"{text}; so many slots hide the race from --backend kernel");
        }
    }
}
