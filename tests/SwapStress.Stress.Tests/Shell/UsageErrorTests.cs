namespace SwapStress.Stress.Tests.Shell;

public sealed class UsageErrorTests
{
    [Theory]
    [InlineData("--thread 3", "unknown option '--thread'; did you mean '--threads'?")]
    [InlineData("run --thread 3", "unknown option '--thread'; did you mean '--threads'?")]
    [InlineData("--zswop", "unknown option '--zswop'; did you mean '--zswap'?")]
    [InlineData(
        "--zswap-max-pool-percent 20",
        "--zswap-max-pool-percent says how zswap works, and there is none; add --zswap."
    )]
    [InlineData("--zswap-exclusive-fix off", "add --zswap.")]
    [InlineData("--zswap-writeback-fix on", "add --zswap.")]
    [InlineData("--zswap --zswap-max-pool-percent 0", "--zswap-max-pool-percent 0 is too small; the smallest is 1.")]
    [InlineData(
        "--zswap --zswap-max-pool-percent 101",
        "--zswap-max-pool-percent 101 is too large; the largest is 100."
    )]
    [InlineData("--zswap --zswap-writeback-fix maybe", "unknown --zswap-writeback-fix 'maybe'; write on or off.")]
    [InlineData("--flight-recorder maybe", "unknown --flight-recorder 'maybe'; write on or off.")]
    [InlineData("--rase=x", "unknown option '--rase'; did you mean '--race'?")]
    [InlineData("-x", "unknown option '-x'")]
    [InlineData("codecs --rounds 3", "unknown option '--rounds'")]
    [InlineData("races --rounds 3", "unknown option '--rounds'")]
    [InlineData("race", "unknown verb 'race'; did you mean 'races'?")]
    [InlineData("codex", "unknown verb 'codex'; did you mean 'codecs'?")]
    [InlineData(
        "something",
        "unknown verb 'something'; write run or races or matrix or explore or swapin or report or codecs or doctor or completion."
    )]
    [InlineData("run something", "unexpected argument 'something'.")]
    [InlineData("-- --rounds", "unexpected argument '--rounds'.")]
    [InlineData("--threads", "option '--threads' needs a value: --threads N.")]
    [InlineData("--threads --rounds 3", "option '--threads' needs a value: --threads N.")]
    [InlineData("--rounds 1 --rounds 2", "option '--rounds' is given twice; give it once.")]
    [InlineData("--strict --strict", "option '--strict' is given twice; give it once.")]
    [InlineData("--rounds 1 run", "option '--rounds' stands before the verb 'run'; write it after the verb.")]
    [InlineData(
        "--rounds 1 codecs",
        "option '--rounds' stands before the verb 'codecs'; that verb has no such option."
    )]
    [InlineData("--rounds-file-size 63K", "--rounds-file-size 63K is too small; the smallest is 64K.")]
    [InlineData("--resume /no/such/run", "/no/such/run has no options.json")]
    [InlineData(
        "--resume /no/such/run --threads 3",
        "--threads is what it was when the run of --resume began; leave it out"
    )]
    [InlineData(
        "--waves --strict",
        "--waves runs what gets no thread later, and --strict refuses it; write one of them."
    )]
    [InlineData("--backend kernel --waves --strict", "write one of them.")]
    [InlineData("--waves --threads 16777217", "--threads 16777217 is too large; the largest with --waves is 16777216.")]
    [InlineData("--fail-thread-start 101", "--fail-thread-start '101' is no percentage; write a number from 0 to 100")]
    [InlineData("--threads 0", "--threads 0 is too small; the smallest is 1.")]
    [InlineData("--threads -4", "--threads -4 is negative; write a whole number from 1.")]
    [InlineData("--rounds 1e3", "--rounds '1e3' is no whole number")]
    [InlineData("--rounds 99999999999", "--rounds 99999999999 is too large")]
    [InlineData("--hz 0", "--hz 0 is too small")]
    [InlineData("--region 32Q", "--region '32Q' is no size; write it as")]
    [InlineData("--region 99999999999T", "--region '99999999999T' is too large.")]
    [InlineData("--region 5000", "--region 5000 is no whole number of 4096-byte pages; write 8192, for example.")]
    [InlineData("--swap-size 4K", "the smallest is 8K.")]
    [InlineData("--read-delay NaN", "--read-delay 'NaN' is no duration; write it as")]
    [InlineData("--read-delay 2h", "--read-delay 2h is too long; the longest is 1m.")]
    [InlineData("--step-delay -1ms", "--step-delay '-1ms' is no duration")]
    [InlineData("--duration 0", "--duration 0 is too short")]
    [InlineData(
        "--sync nothing",
        "unknown strategy 'nothing' in --sync; choose from none, prepare-tick, cached, or all."
    )]
    [InlineData("--sync none,none", "strategy 'none' is given twice in --sync")]
    [InlineData("--sync none --fix on", "--fix and --sync say the same thing twice")]
    [InlineData("--fix maybe", "unknown --fix 'maybe'; write off or on or both.")]
    [InlineData("--device disk", "unknown --device 'disk'; write zram or brd.")]
    [InlineData("--checksum yes", "unknown --checksum 'yes'; write on or off.")]
    [InlineData("--device brd --checksum on", "leave it out, or write --device zram.")]
    [InlineData("--device brd --compressor lz4", "--device brd does not compress")]
    [InlineData("--content text", "unknown --content 'text'; write runtime, zero, random or file:PATH.")]
    [InlineData("--content file:/no/such", "--content file:/no/such: there is no such file; name a file with data.")]
    [InlineData("--self-check --fix on", "--self-check needs a control")]
    [InlineData("--watchdog 10ms", "--watchdog 10ms is too short; the shortest is 1s, or write 0 for none.")]
    [InlineData(
        "--watchdog 3s --step-delay 2s",
        "--watchdog 3s is too short for the delays of this run; the shortest is 4s, or write 0 for none."
    )]
    [InlineData("--fail-read 101", "--fail-read '101' is no percentage; write a number from 0 to 100")]
    [InlineData("--fail-write -1", "--fail-write '-1' is no percentage")]
    [InlineData("--fail-full all", "--fail-full 'all' is no percentage")]
    [InlineData("--slow-read-delay 1ms", "there are none; add --slow-read 1.")]
    [InlineData("--slow-read 1 --slow-read-delay 0", "--slow-read-delay 0 is too short")]
    [InlineData("--backend kernel --fail-read 1", "leave --fail-read out.")]
    [InlineData("--io-threads 65", "--io-threads 65 is too large; the largest is 64.")]
    [InlineData(
        "--io-threads 2",
        "--io-threads 2: no kernel skips the swap cache on a device that is written asynchronously, and none and prepare-tick "
            + "would; write --sync swap-cache,cached, or --io-threads 0."
    )]
    [InlineData("--sync cached,none --io-threads 1", "and none would; write --sync swap-cache,cached")]
    [InlineData(
        "--race swapcache-skip --io-threads 1",
        "and none and prepare-tick would; write --sync swap-cache,cached"
    )]
    [InlineData("--race unstable-write --sync prepare-tick", "--io-threads 8: no kernel")]
    [InlineData("matrix --io-threads 1 --rounds 1", "and none and prepare-tick would; write --sync swap-cache,cached")]
    [InlineData("--slot-scan both", "unknown --slot-scan 'both'; write per-cpu or global.")]
    [InlineData("--io-threads -1", "--io-threads -1 is negative; write a whole number from 0.")]
    [InlineData("--mem-limit 1Q", "--mem-limit '1Q' is no size; write it as")]
    [InlineData("--device brd --mem-limit 1M", "--mem-limit is about zram, and the device is brd")]
    [InlineData("--device brd --recompress zstd", "--recompress is about zram, and the device is brd")]
    [InlineData("--device brd --backing-file bd", "--backing-file is about zram, and the device is brd")]
    [InlineData(
        "--recompress gzip",
        "--recompress: 'gzip' is no compressor: write 'lz4', 'zstd', 'zstd:LEVEL' or 'zstd:LEVEL,dict'."
    )]
    [InlineData("--recompress lz4", "--recompress lz4 is what --compressor does already; write a stronger one")]
    [InlineData("--backing-file ", "--backing-file '' is no file; write --backing-file zram.bd.")]
    [InlineData("--idle-interval 5ms", "add --recompress zstd:9 or --backing-file PATH.")]
    [InlineData("--recompress zstd --idle-interval 1us", "--idle-interval 1us is too short; the shortest is 1ms.")]
    [InlineData("--stable-writes off --recompress zstd", "leave them out, or keep --stable-writes on.")]
    [InlineData("--race unstable-write --backing-file bd", "leave them out, or keep --stable-writes on.")]
    [InlineData("--work none", "unknown --work 'none'; write add or fill.")]
    [InlineData("--stable-writes", "option '--stable-writes' needs a value: --stable-writes on|off.")]
    [InlineData("--stable-writes no", "unknown --stable-writes 'no'; write on or off.")]
    [InlineData(
        "--device brd --stable-writes off",
        "--stable-writes off changes nothing on brd, which copies a page once; leave it out, or write --device zram."
    )]
    [InlineData(
        "--device brd --fail-pool-alloc 50",
        "--fail-pool-alloc is about zram's pool, and brd has none; leave it out, or write --device zram."
    )]
    [InlineData(
        "--device brd --compact-interval 1s",
        "--compact-interval is about zram's pool, and brd has none; leave it out, or write --device zram."
    )]
    [InlineData("--compact-interval 0", "--compact-interval 0 is too short")]
    [InlineData("--compact-interval 2h", "--compact-interval 2h is too long; the longest is 1h.")]
    [InlineData("--compact-interval often", "--compact-interval 'often' is no duration")]
    [InlineData("--fail-pool-alloc 50%", "--fail-pool-alloc '50%' is no percentage; write a number from 0 to 100")]
    [InlineData("--fail-pool-alloc -1", "--fail-pool-alloc '-1' is no percentage")]
    [InlineData("--fail-pool-alloc 100.5", "--fail-pool-alloc '100.5' is no percentage")]
    [InlineData("--fail-pool-alloc NaN", "--fail-pool-alloc 'NaN' is no percentage")]
    [InlineData("--zswap-writeback-delay 1ms", "add --zswap.")]
    [InlineData("--zswap --zswap-writeback-delay 1", "--zswap-writeback-delay '1' has no unit")]
    [InlineData("--race", "option '--race' needs a value: --race NAME.")]
    public async Task A_usage_error_is_one_line_and_exit_2(string arguments, string text)
    {
        Session session = await Session.RunAsync(new FakeModel(), arguments.Split(' '));
        Assert.Equal(2, session.Code);
        Assert.Empty(session.Output);
        string line = Assert.Single(session.Errors.TrimEnd('\n').Split('\n'));
        Assert.StartsWith("swapstress: ", line);
        Assert.Contains(text, line);
        Assert.EndsWith(" See 'swapstress --help'.", line);
    }

    /// <summary>Found by fuzzing: several lines, and an internal error.</summary>
    [Theory]
    [InlineData("--device", "a\nb", "unknown --device 'a b'; write zram or brd.")]
    [InlineData("--out", "a\0b", "an argument has a NUL or half a character; leave it out.")]
    [InlineData("--step-delay", "0.9ns", "is no whole number of nanoseconds; write 1ns or a multiple of it.")]
    public async Task What_no_keyboard_types_is_one_line_too(string option, string value, string text)
    {
        Session session = await Session.RunAsync(new FakeModel(), option, value);
        Assert.Equal(2, session.Code);
        Assert.Contains(text, Assert.Single(session.Errors.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Half_a_character_is_refused()
    {
        Session session = await Session.RunAsync(new FakeModel(), "--out", $"a{(char)0xd800}");
        Assert.Equal(2, session.Code);
        Assert.Contains("an argument has a NUL or half a character; leave it out.", session.Errors);
    }

    [Fact]
    public async Task A_duration_with_a_space_is_refused()
    {
        Session session = await Session.RunAsync(new FakeModel(), "--read-delay", "1m s");
        Assert.Equal(2, session.Code);
        Assert.Contains("'1m s' is no duration", session.Errors);
    }
}
