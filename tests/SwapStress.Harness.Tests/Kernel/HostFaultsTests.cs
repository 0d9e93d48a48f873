using SwapStress.Harness.Kernel;
using SwapStress.Harness.Limits;
using SwapStress.Testing;

namespace SwapStress.Harness.Tests.Kernel;

public sealed class HostFaultsTests
{
    [Fact]
    public void Counts_are_read_whatever_the_program_is_called()
    {
        using TestDirectory root = new TestDirectory()
            .With("/proc/self/stat", "42 (a) S 9 (b) R 1 42 42 0 -1 4194304 701 5 33 6 10 20 0 0 20 0 3\n")
            .With("/proc/vmstat", "nr_free_pages 1\npswpin 7\npswpout 8\nswpin_zero 30\nswpout_zero 40\n");
        Assert.Equal(new HostFaults(701, 33, 37, 48), HostFaults.Read(new HostFiles(root.Path)));
    }

    [Fact]
    public void An_older_kernel_counts_no_pages_of_zeros()
    {
        using TestDirectory root = new TestDirectory().With("/proc/vmstat", "pswpin 7\npswpout 8\n");
        Assert.Equal(new HostFaults(0, 0, 7, 8), HostFaults.Read(new HostFiles(root.Path)));
    }

    [Fact]
    public void Touching_new_memory_is_a_minor_fault_of_this_process()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "there is no /proc here");
        const int pages = 512;
        using var mapping = new AnonymousMapping(pages);
        long before = HostFaults.Read(new HostFiles()).MinorFaults;
        for (int page = 0; page < pages; page++)
            mapping.Content(page)[0] = 1;
        Assert.InRange(HostFaults.Read(new HostFiles()).MinorFaults - before, pages, long.MaxValue);
    }

    [Fact]
    public void A_thread_knows_whether_it_has_faulted()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "there is no getrusage here");
        const int pages = 64;
        using var mapping = new AnonymousMapping(pages);
        _ = ThreadFaults.HaveRisen();
        int quiet = 0;
        for (int page = 0; page < pages; page++)
        {
            mapping.Content(page)[0] = 1;
            Assert.True(ThreadFaults.HaveRisen());
            quiet += ThreadFaults.HaveRisen() ? 0 : 1;
        }
        // Nothing is touched between the two; the runtime may fault for itself now and then.
        Assert.InRange(quiet, pages / 2, pages);
    }
}
