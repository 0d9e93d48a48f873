namespace SwapStress.Stress.Shell;

/// <summary>Command lines to begin with, for the help of each verb.</summary>
internal static class Examples
{
    private static readonly string[] Run =
    [
        "swapstress                                            each round without the fix, then with it",
        "swapstress --rounds 0 --duration 8h --sync none,prepare-tick,cached",
        "swapstress --fix on --read-delay 0                    what the fix costs without a delay",
        "swapstress --race zswap-writeback                     another race, its fix off and on",
        "swapstress run --resume results/20261121T075507Z-zram-both --rounds 2000",
    ];

    /// <summary>Those of a verb, one line each; those of <c>run</c> for the root.</summary>
    public static IReadOnlyList<string> Of(string verb) =>
        verb switch
        {
            "races" => ["swapstress races"],
            "matrix" => ["swapstress matrix --rounds 10", "swapstress matrix --sync prepare-tick,cached --threads 64"],
            "explore" =>
            [
                "swapstress explore                                    every race, its fix off and on",
                "swapstress explore --race swapcache-skip --fix off",
                "swapstress explore --program \"setup: inc 0, pageout 0; T0: inc 0; T1: inc 0, pageout 0\" --sync all",
            ],
            "swapin" =>
            [
                "swapstress swapin --size 512M --repeat 9",
                "swapstress swapin --backend model,kernel --sync none,prepare-tick --json swapin.json",
            ],
            "report" => ["swapstress report results/*", "swapstress report --format md results/before results/after"],
            "codecs" => ["swapstress codecs"],
            "doctor" => ["swapstress doctor", "swapstress doctor --pool --size 256M --compressor zstd:1"],
            "completion" =>
            [
                "source <(swapstress completion bash)                  this shell; in ~/.bashrc, every one",
                "swapstress completion zsh > ~/.zfunc/_swapstress      a directory of $fpath",
                "swapstress completion fish > ~/.config/fish/completions/swapstress.fish",
                "swapstress completion pwsh | Out-String | Invoke-Expression",
            ],
            _ => Run,
        };
}
