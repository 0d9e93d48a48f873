using SwapStress.Store.Compression;
using SwapStress.Store.Compression.Native;
using SwapStress.Store.Managed;

namespace SwapStress.Store.Tests.Compression;

public sealed class CodecCatalogTests
{
    private static NativeCodecProvider Missing => new(["libnone-lz4.so.0"], ["libnone-zstd.so.0"]);

    [Fact]
    public void Without_the_libraries_the_managed_provider_is_taken()
    {
        var catalog = new CodecCatalog(Missing, new ManagedCodecProvider());
        Assert.True(
            catalog.TryResolve(CodecSpec.Lz4, providerName: null, out CodecChoice? choice, out string? error),
            error
        );
        Assert.Equal("lz4 (managed)", choice.ToString());
    }

    [Fact]
    public void A_missing_library_is_named_with_the_command_that_installs_it()
    {
        var catalog = new CodecCatalog(Missing, new ManagedCodecProvider());
        Assert.False(catalog.TryResolve(CodecSpec.Zstd, "native", out _, out string? error));
        Assert.Contains("libnone-zstd.so.0", error, StringComparison.Ordinal);
        Assert.Contains(NativeCodecPackages.Advice, error, StringComparison.Ordinal);
        Assert.Contains("--codec-provider managed", error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error);
        Assert.Throws<NotSupportedException>(() => Missing.Create(CodecSpec.Lz4));
    }

    [Theory]
    [InlineData("apt install liblz4-1 libzstd1", "ID=debian")]
    [InlineData("apt install liblz4-1 libzstd1", "ID=linuxmint", "ID_LIKE=\"ubuntu debian\"")]
    [InlineData("dnf install lz4-libs libzstd", "NAME=Fedora", "ID=fedora")]
    [InlineData("dnf install lz4-libs libzstd", "ID=\"rocky\"", "ID_LIKE=\"rhel centos fedora\"")]
    [InlineData("zypper install liblz4-1 libzstd1", "ID=\"opensuse-leap\"", "ID_LIKE=\"suse opensuse\"")]
    [InlineData("pacman -S lz4 zstd", "ID=arch")]
    [InlineData("apk add lz4-libs zstd-libs", "ID=alpine")]
    [InlineData(null, "ID=nixos", "VERSION_ID=debian")]
    [InlineData(null)]
    public void The_command_that_installs_the_libraries_is_the_distributions(
        string? command,
        params string[] osRelease
    ) => Assert.Equal(command, NativeCodecPackages.InstallCommandFor(osRelease));

    [Fact]
    public void An_unknown_provider_is_refused_with_the_names_of_the_known_ones()
    {
        Assert.False(Codecs.Catalog.TryResolve(CodecSpec.Lz4, "rust", out _, out string? error));
        Assert.Equal("There is no codec provider 'rust': write native or managed.", error);
    }

    [Fact]
    public void Native_is_preferred_where_it_is_there()
    {
        var native = new NativeCodecProvider();
        if (!native.Algorithms[0].IsAvailable)
            Assert.Skip($"skipped: {native.Algorithms[0].MissingReason}");
        Assert.Equal("lz4 (native)", Codecs.Any().ToString());
        Assert.StartsWith("liblz4 1.", native.Algorithms[0].Library, StringComparison.Ordinal);
    }
}
