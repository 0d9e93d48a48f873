using System.Text;
using SwapStress.Testing;

namespace SwapStress.Stress.Tests.Report;

/// <summary>Results directories with fixed figures.</summary>
internal static class ReportFixture
{
    /// <summary>A drawing as a run writes it.</summary>
    public const string Interleaving = """
        [none] Round 0
        Page 0x3000, slot 4: T1 maps v2, counter 0; the newest is v3,
        counter 1.

               us  T1                            T2                            R
                   --                            --                            -
                   ...
              0.0  do_swap_page(): slot 4
              9.2                                do_swap_page(): slot 4 and a
                                                   word more
                                                 1 addition, counter 0 -> 1
           7128.5                                                              try_to_unmap(v3, counter 1)
           7159.7  set_pte_at(v2, counter 0)
                     <== loses 1 update

        2 swap-ins of the page in between are left out.


        """;

    /// <summary>A run of none and prepare-tick, two rounds each.</summary>
    public static TestDirectory WithRun(
        this TestDirectory directory,
        string name,
        int p50Us = 2,
        string compressor = "lz4"
    )
    {
        long p50 = p50Us * 1_000L;
        string latency =
            $$"""{"count": 1000, "mean": {{p50}}, "p50": {{p50}}, "p90": {{2 * p50}}, "p99": {{5 * p50}}, "p999": {{10 * p50}}, "max": {{20 * p50}}}""";
        return directory
            .With(
                $"{name}/run.json",
                $$"""
                {
                  "schema": "swapstress/run/1", "version": "0.1.0", "commit": "c0ffee", "startedUtc": "2026-11-21T12:00:00Z",
                  "host": {"os": "Linux", "kernel": "6.12.1", "cpu": "CPU", "cores": 2, "memoryBytes": 4294967296, "runtime": ".NET 10"},
                  "options": {
                    "backend": "model", "rounds": 2, "threads": 8, "regionBytes": 1048576, "sync": ["none", "prepare-tick"],
                    "device": "zram", "compressor": "{{compressor}}", "zswap": null, "readDelayNs": 1000000, "content": "runtime",
                    "strict": false, "out": "fixed"
                  },
                  "strategies": [
                    {
                      "sync": "none", "fix": null, "rounds": 2, "workersCreated": 8, "updates": 4096, "lostUpdates": 7,
                      "misloads": 0, "majorFaults": 1000, "elapsedSeconds": 2, "refaults": 12, "swapinNs": {{latency}},
                      "zram": {"origDataSize": 8192, "comprDataSize": 4096, "memUsedTotal": 8192, "samePages": 1, "hugePages": 0},
                      "sizeClasses": [{"class": 62, "size": 1024, "objAllocated": 4, "objUsed": 3, "pagesUsed": 1, "pagesPerZspage": 1}]
                    },
                    {
                      "sync": "prepare-tick", "fix": null, "rounds": 2, "workersCreated": 8, "updates": 4096, "lostUpdates": 0,
                      "misloads": 0, "majorFaults": 2000, "elapsedSeconds": 4, "swapinNs": {{latency}}, "zram": null
                    }
                  ],
                  "verdict": "fixed: none lost 7 updates, prepare-tick lost none", "exitCode": 0, "interrupted": false, "resumed": 0
                }
                """
            )
            .With($"{name}/rounds.jsonl", Rounds(latency))
            .With($"{name}/interleavings.txt", Interleaving);
    }

    private static string Rounds(string latency)
    {
        var lines = new StringBuilder();
        for (int round = 0; round < 2; round++)
        {
            lines.Append(Line(round, "none", round == 0 ? 7 : 0, latency));
            lines.Append(Line(round, "prepare-tick", 0, latency));
        }
        return lines.ToString();
    }

    private static string Line(int round, string sync, int lost, string latency) =>
        $$"""{"round": {{round}}, "sync": "{{sync}}", "fix": null, "startedUtc": "2026-11-21T12:00:0{{round}}Z", "workers": 8, "updates": 2048, "lostUpdates": {{lost}}, "misloads": 0, "majorFaults": 500, "elapsedSeconds": 1, "swapinNs": {{latency}}}"""
        + "\n";
}
